// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.io.Serializable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;

/**
 * An IPv4 or IPv6 address with the length of its network's prefix: PostgreSQL's inet and cidr
 * ({@code psycopg2.extras.Inet}).
 *
 * <p>No name is ever looked up. An IPv6 address keeps its family even if it is one that maps an
 * IPv4 address; one with a scope is refused, as PostgreSQL has none. Immutable, for any thread.
 */
public final class Inet implements Serializable {
  private static final long serialVersionUID = 1L;

  private final InetAddress address;
  private final int prefixLength;
  private final boolean cidr;

  private Inet(InetAddress address, int prefixLength, boolean cidr) {
    this.address = address;
    this.prefixLength = prefixLength;
    this.cidr = cidr;
  }

  /**
   * An address in digits, and a prefix length if one follows: {@code 10.0.0.1/24}, {@code ::1}.
   *
   * @throws ParameterException if the text is nothing of that kind
   */
  public static Inet of(String text) {
    int slash = text.indexOf('/');
    byte[] bytes = InetParser.address(slash < 0 ? text : text.substring(0, slash));
    int prefixLength =
        slash < 0 ? 8 * bytes.length : InetParser.prefixLength(text.substring(slash + 1));
    return of(bytes, prefixLength);
  }

  /**
   * A host's address.
   *
   * @throws ParameterException if it has a scope
   */
  public static Inet of(InetAddress address) {
    return of(address, 8 * address.getAddress().length);
  }

  /**
   * An address in a network.
   *
   * @param prefixLength in bits, at most 32 or 128
   * @throws ParameterException if the address has a scope, or the length does not fit it
   */
  public static Inet of(InetAddress address, int prefixLength) {
    if (address instanceof Inet6Address scoped
        && (scoped.getScopeId() != 0 || scoped.getScopedInterface() != null)) {
      throw InetParser.notAnAddress("PostgreSQL has no scoped addresses");
    }
    return of(address.getAddress(), prefixLength);
  }

  /**
   * An address of 4 or 16 bytes in a network.
   *
   * @param prefixLength in bits, at most 32 or 128
   * @throws ParameterException if there are not as many bytes, or the length does not fit them
   */
  public static Inet of(byte[] address, int prefixLength) {
    if (address.length != 4 && address.length != 16) {
      throw InetParser.notAnAddress("an address has 4 or 16 bytes");
    }
    if (prefixLength < 0 || prefixLength > 8 * address.length) {
      throw InetParser.notAnAddress("a prefix has 0 to %d bits".formatted(8 * address.length));
    }
    try {
      InetAddress literal =
          address.length == 4
              ? InetAddress.getByAddress(address)
              : Inet6Address.getByAddress(null, address, -1);
      return new Inet(literal, prefixLength, false);
    } catch (UnknownHostException e) {
      throw new AssertionError("the length was checked", e);
    }
  }

  /** The same address as a value of type cidr, a network: it always shows its prefix length. */
  public Inet asCidr() {
    return cidr ? this : new Inet(address, prefixLength, true);
  }

  /** The address, which has no host name. */
  public InetAddress address() {
    return address;
  }

  /** The length of the network's prefix in bits: 32 or 128 for a host. */
  public int prefixLength() {
    return prefixLength;
  }

  /** Whether it is a value of type cidr. */
  public boolean cidr() {
    return cidr;
  }

  /** Whether the other has the same address and prefix length, be it inet or cidr. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Inet that
        && prefixLength == that.prefixLength
        && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + prefixLength;
  }

  /** As the server writes it: {@code 10.0.0.1/24}; a host's prefix length only for cidr. */
  @Override
  public String toString() {
    byte[] bytes = address.getAddress();
    String text = InetFormat.text(bytes);
    return cidr || prefixLength < 8 * bytes.length ? text + "/" + prefixLength : text;
  }
}
