// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.ConnInfo;

/**
 * One place where a server may be found.
 *
 * @param socket the address
 * @param name how error messages call it
 * @param hint what error messages ask when nobody listens there
 */
record ServerAddress(SocketAddress socket, String name, String hint) {

  /** The addresses that a host stands for, in the order in which they are to be tried. */
  static List<ServerAddress> resolve(ConnInfo info) {
    return info.isUnixSocket() ? List.of(unix(info)) : tcp(info);
  }

  private static ServerAddress unix(ConnInfo info) {
    String path = info.host() + "/.s.PGSQL." + info.port();
    return new ServerAddress(
        UnixDomainSocketAddress.of(path),
        "on socket \"" + path + "\"",
        "Is the server running locally and accepting connections on that socket?");
  }

  private static List<ServerAddress> tcp(ConnInfo info) {
    InetAddress[] found;
    try {
      found = InetAddress.getAllByName(info.host());
    } catch (UnknownHostException e) {
      throw new OperationalException(
          "could not translate host name \"%s\" to address: Name or service not known"
              .formatted(info.host()),
          e);
    }
    List<ServerAddress> addresses = new ArrayList<>();
    for (InetAddress address : found) {
      String numeric = address.getHostAddress();
      String shown = numeric.equals(info.host()) ? "" : " (" + numeric + ")";
      addresses.add(
          new ServerAddress(
              new InetSocketAddress(address, info.port()),
              "at \"%s\"%s, port %d".formatted(info.host(), shown, info.port()),
              "Is the server running on that host and accepting TCP/IP connections?"));
    }
    return addresses;
  }

  /** What an error message about this address begins with. */
  String failed() {
    return "connection to server " + name + " failed: ";
  }
}
