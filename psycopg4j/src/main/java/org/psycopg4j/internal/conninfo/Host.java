// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * One of the servers that may be connected to.
 *
 * @param name its name or address, or the directory of its Unix-domain socket; it stands for
 *     itself, in certificates and in password files, also where there is an address
 * @param address the address to connect to instead of looking the name up; null if there is none
 * @param port its TCP port, or what is behind the socket's name
 */
public record Host(String name, @Nullable String address, int port) {
  private static final int DEFAULT_PORT = 5432;
  private static final int LAST_PORT = 65_535;

  /**
   * The servers of a list: names, addresses and ports, each with commas in between (manual:
   * "Specifying Multiple Hosts").
   *
   * @throws OperationalException if there are not as many of one as of the other
   */
  static List<Host> all(Map<String, String> settings, Surroundings around) {
    String[] names = list(settings, Keyword.HOST);
    String[] addresses = list(settings, Keyword.HOSTADDR);
    String[] ports = list(settings, Keyword.PORT);
    requireNoPassword(settings);
    boolean byAddress = !isNothing(addresses);
    if (byAddress && !isNothing(names) && names.length != addresses.length) {
      throw new OperationalException(
          "could not match %d host names to %d hostaddr values"
              .formatted(names.length, addresses.length));
    }
    int count = byAddress ? addresses.length : names.length;
    if (ports.length > 1 && ports.length != count) {
      throw new OperationalException(
          "could not match %d port numbers to %d hosts".formatted(ports.length, count));
    }
    List<Host> hosts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = i < names.length ? names[i] : "";
      String address = byAddress && !addresses[i].isEmpty() ? addresses[i] : null;
      int port = port(ports[ports.length == 1 ? 0 : i]);
      hosts.add(new Host(name(name, address, port, around), address, port));
    }
    return hosts;
  }

  private static String[] list(Map<String, String> settings, Keyword keyword) {
    return settings.getOrDefault(keyword.keyword(), "").split(",", -1);
  }

  private static boolean isNothing(String[] list) {
    return list.length == 1 && list[0].isEmpty();
  }

  private static String name(
      String given, @Nullable String address, int port, Surroundings around) {
    if (!given.isEmpty()) {
      return given;
    } else if (address != null) {
      return address;
    }
    String directory = around.socketDirectory(port);
    return directory == null ? "localhost" : directory;
  }

  /* In postgresql://u:pass/word@h/d the port is "pass", which an error would show. */
  private static void requireNoPassword(Map<String, String> settings) {
    String ports = settings.getOrDefault(Keyword.PORT.keyword(), "");
    if (settings.getOrDefault(Keyword.DBNAME.keyword(), "").indexOf('@') >= 0
        && !ports.chars().allMatch(c -> c >= '0' && c <= '9' || c == ',')) {
      throw new OperationalException(
          "invalid port number: a slash in the password of a URI has to be percent-encoded, as %2F");
    }
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return DEFAULT_PORT;
    }
    int port = ConnInfo.integer(Keyword.PORT, text);
    if (port < 1 || port > LAST_PORT) {
      throw new OperationalException("invalid port number: \"%s\"".formatted(text));
    }
    return port;
  }

  /** Whether it is reached by a Unix-domain socket; a name with an at sign is an abstract one. */
  public boolean isUnixSocket() {
    return address == null && (name.startsWith("/") || name.startsWith("@"));
  }
}
