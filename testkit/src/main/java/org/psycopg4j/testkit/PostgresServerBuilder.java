// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a throw-away server shall be like. Not for use by several threads. */
public final class PostgresServerBuilder {
  private static final int OLDEST = 13;
  private static final int NEWEST = 18;

  private int version = PostgresServer.DEFAULT_VERSION;
  private @Nullable Path home;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> hba = new ArrayList<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<String> initSql = new ArrayList<>();
  private @Nullable Path copied;
  private int startTimeoutSeconds = 60;

  /* What a crash of the machine would lose may be lost; what a crash of the server must not lose
   * is kept, so synchronous_commit stays on. */
  PostgresServerBuilder() {
    settings.put("fsync", "off");
    settings.put("full_page_writes", "off");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
  }

  /** The major version, from 13 to 18. */
  public PostgresServerBuilder version(int major) {
    if (major < OLDEST || major > NEWEST) {
      throw new IllegalArgumentException(
          "wanted a version from %d to %d, got %d".formatted(OLDEST, NEWEST, major));
    }
    version = major;
    return this;
  }

  /**
   * Runs the programs in {@code bin} of a directory, for what ours are not built with; {@link
   * #version} has to be theirs.
   */
  public PostgresServerBuilder home(Path directory) {
    home = directory;
    return this;
  }

  /** Sets an environment variable of the server's process. */
  public PostgresServerBuilder environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Begins with another server's data, which has to be {@linkplain PostgresServer#stop stopped}
   * when this one is started. So a standby is made: with a {@link #file} standby.signal and the
   * setting primary_conninfo it follows the other one when that has been started again.
   */
  public PostgresServerBuilder copyOf(PostgresServer stopped) {
    version = stopped.version();
    copied = stopped.dataDirectory();
    return this;
  }

  /** A line of postgresql.conf; the last one for a name counts. */
  public PostgresServerBuilder setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /**
   * A line of pg_hba.conf. The lines stand in their order before the default ones, which trust
   * everyone on this machine; the first line that matches counts.
   */
  public PostgresServerBuilder hba(String line) {
    hba.add(line);
    return this;
  }

  /** Turns TLS on, with a certificate (and those that signed it) and its key, as PEM texts. */
  public PostgresServerBuilder tls(String certificatePem, String keyPem) {
    return file("server.crt", certificatePem).file("server.key", keyPem).setting("ssl", "on");
  }

  /** A file in the data directory that only the server can read, such as ssl_ca_file's. */
  public PostgresServerBuilder file(String name, String content) {
    files.put(name, content);
    return this;
  }

  /**
   * One or more statements that run before the server starts, in single-user mode, and so before
   * anyone has to log in; each call is one transaction.
   */
  public PostgresServerBuilder initSql(String sql) {
    initSql.add(sql);
    return this;
  }

  /** How long the server may take until it accepts connections. */
  public PostgresServerBuilder startTimeoutSeconds(int seconds) {
    startTimeoutSeconds = seconds;
    return this;
  }

  /** Makes the server and waits until it accepts connections. */
  public PostgresServer start() {
    return EmbeddedServer.start(
        new ClusterOptions(
            version,
            home,
            copied,
            Collections.unmodifiableMap(new LinkedHashMap<>(environment)),
            Collections.unmodifiableMap(new LinkedHashMap<>(settings)),
            List.copyOf(hba),
            Collections.unmodifiableMap(new LinkedHashMap<>(files)),
            List.copyOf(initSql),
            startTimeoutSeconds));
  }
}
