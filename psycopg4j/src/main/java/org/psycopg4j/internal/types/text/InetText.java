// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.nio.charset.StandardCharsets;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.types.Inet;

/** inet and cidr in text format. */
public final class InetText extends Decoder {
  private final boolean cidr;

  private InetText(String typeName, boolean cidr) {
    super(typeName);
    this.cidr = cidr;
  }

  public static InetText inet() {
    return new InetText("inet", false);
  }

  public static InetText cidr() {
    return new InetText("cidr", true);
  }

  @Override
  public Inet decode(byte[] buf, int off, int len, Decoding ctx) {
    try {
      Inet value = Inet.of(new String(buf, off, len, StandardCharsets.ISO_8859_1));
      return cidr ? value.asCidr() : value;
    } catch (ParameterException e) {
      throw unparseable(typeName());
    }
  }
}
