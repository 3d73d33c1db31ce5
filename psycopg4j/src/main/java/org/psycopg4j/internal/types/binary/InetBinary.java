// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.Arrays;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.types.Inet;

/**
 * inet and cidr as {@code inet_send} writes them: a byte each for the family, the prefix length, 1
 * for cidr and the number of bytes in the address, then the address.
 */
public final class InetBinary extends Decoder {
  private static final int HEADER = 4;
  private static final int IPV4 = 2;
  private static final int IPV6 = 3;

  private final boolean cidr;

  private InetBinary(String typeName, boolean cidr) {
    super(typeName);
    this.cidr = cidr;
  }

  public static InetBinary inet() {
    return new InetBinary("inet", false);
  }

  public static InetBinary cidr() {
    return new InetBinary("cidr", true);
  }

  @Override
  public Inet decode(byte[] buf, int off, int len, Decoding ctx) {
    if (len < HEADER || len - HEADER != buf[off + 3] || buf[off] != family(len - HEADER)) {
      throw unparseable(typeName());
    }
    byte[] address = Arrays.copyOfRange(buf, off + HEADER, off + len);
    try {
      Inet value = Inet.of(address, buf[off + 1] & 0xff);
      return cidr ? value.asCidr() : value;
    } catch (ParameterException e) {
      throw unparseable(typeName());
    }
  }

  private static int family(int bytes) {
    return bytes == 4 ? IPV4 : IPV6;
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    return decode(buf, off, len, ctx).toString();
  }
}
