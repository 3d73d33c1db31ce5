// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.psycopg4j.internal.conninfo.Host;

/**
 * One place where a server may be found.
 *
 * @param host the server
 * @param socket the address
 * @param name how error messages call it
 * @param hint what error messages ask when nobody listens there
 */
record ServerAddress(Host host, SocketAddress socket, String name, String hint) {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F.]*:[0-9a-zA-Z.:%]+");

  private static final String NO_ADDRESS = "could not parse network address \"%s\"";
  private static final String UNKNOWN = ": Name or service not known";

  /**
   * The addresses that a server has, in the order in which they are to be tried.
   *
   * @throws UnknownHostException if it has none; the message says why, in libpq's words
   */
  static List<ServerAddress> of(Host host) throws UnknownHostException {
    return host.isUnixSocket() ? List.of(unix(host)) : tcp(host);
  }

  private static ServerAddress unix(Host host) {
    String path = host.name() + "/.s.PGSQL." + host.port();
    return new ServerAddress(
        host,
        UnixDomainSocketAddress.of(path),
        "on socket \"" + path + "\"",
        "Is the server running locally and accepting connections on that socket?");
  }

  private static List<ServerAddress> tcp(Host host) throws UnknownHostException {
    List<ServerAddress> addresses = new ArrayList<>();
    for (InetAddress address : lookUp(host)) {
      String numeric = address.getHostAddress();
      String given = host.address();
      String name = given == null ? host.name() : given;
      String shown = numeric.equals(name) ? "" : " (" + numeric + ")";
      addresses.add(
          new ServerAddress(
              host,
              new InetSocketAddress(address, host.port()),
              "at \"%s\"%s, port %d".formatted(name, shown, host.port()),
              "Is the server running on that host and accepting TCP/IP connections?"));
    }
    return addresses;
  }

  private static InetAddress[] lookUp(Host host) throws UnknownHostException {
    String address = host.address();
    if (address == null) {
      return lookUp(host.name(), "could not translate host name \"%s\" to address");
    } else if (NUMERIC.matcher(address).matches()) {
      return lookUp(address, NO_ADDRESS);
    }
    throw new UnknownHostException(NO_ADDRESS.formatted(address) + UNKNOWN);
  }

  private static InetAddress[] lookUp(String name, String failure) throws UnknownHostException {
    try {
      return InetAddress.getAllByName(name);
    } catch (UnknownHostException e) {
      UnknownHostException error = new UnknownHostException(failure.formatted(name) + UNKNOWN);
      error.initCause(e);
      throw error;
    }
  }

  /** What an error message about this address begins with. */
  String failed() {
    return "connection to server " + name + " failed: ";
  }
}
