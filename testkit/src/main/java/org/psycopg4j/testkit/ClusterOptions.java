// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PostgresServerBuilder} has been told.
 *
 * @param home where PostgreSQL is installed; null is one that is unpacked for us
 * @param copied the data directory to begin with; null is a new one
 * @param environment variables of the server's process
 */
record ClusterOptions(
    int version,
    @Nullable Path home,
    @Nullable Path copied,
    Map<String, String> environment,
    Map<String, String> settings,
    List<String> hba,
    Map<String, String> files,
    List<String> initSql,
    int startTimeoutSeconds) {

  /** The lines to add to postgresql.conf. */
  String conf(String listenAddresses, String socketDirectory) {
    StringBuilder conf = new StringBuilder("\n");
    line(conf, "listen_addresses", listenAddresses);
    line(conf, "unix_socket_directories", socketDirectory);
    settings.forEach((name, value) -> line(conf, name, value));
    return conf.toString();
  }

  /** The whole of pg_hba.conf. */
  String hbaConf() {
    return String.join("\n", hba)
        + """

        local all,replication all trust
        host all,replication all 127.0.0.1/32 trust
        host all,replication all ::1/128 trust
        """;
  }

  private static void line(StringBuilder conf, String name, String value) {
    conf.append(name).append(" = '").append(value.replace("'", "''")).append("'\n");
  }
}
