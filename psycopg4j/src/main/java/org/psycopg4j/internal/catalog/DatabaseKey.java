// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.conninfo.Host;

/**
 * A database as somebody sees it who has just connected: which one, as whom, and with which
 * settings, for these decide which type a name means.
 */
public record DatabaseKey(String host, int port, Map<String, String> startup) {
  /** That of a session with a server; null is the first one that will be tried. */
  public static DatabaseKey of(ConnInfo info, @Nullable Host host) {
    Host server = host == null ? info.hosts().get(0) : host;
    Map<String, String> startup = new HashMap<>(info.startupParameters());
    startup.remove("application_name");
    return new DatabaseKey(server.name(), server.port(), Map.copyOf(startup));
  }

  /** Whether the other is the same database, be it seen by another role. */
  public boolean isSameDatabase(DatabaseKey other) {
    return host.equals(other.host)
        && port == other.port
        && Objects.equals(startup.get("database"), other.startup.get("database"));
  }
}
