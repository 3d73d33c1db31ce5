// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.psycopg4j.Connection;
import org.psycopg4j.testkit.PostgresServer;

/** A session as its server sees it, asked without the adapter that is tested. */
record Backend(PostgresServer server, int pid) {

  static Backend of(Connection conn) {
    return new Backend(Shared.server(), conn.getBackendPid());
  }

  /** Waits until it is in pg_sleep. */
  void awaitSleeping() {
    await("EXISTS (SELECT FROM pg_stat_activity WHERE pid = %d AND wait_event = 'PgSleep')");
  }

  /** Waits until it waits for a lock that another session holds. */
  void awaitWaitingForLock() {
    await("EXISTS (SELECT FROM pg_stat_activity WHERE pid = %d AND wait_event_type = 'Lock')");
  }

  /** Waits until it is gone. */
  void awaitGone() {
    await("NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = %d)");
  }

  /** Waits until it is gone, but not for longer than this. */
  void awaitGone(Duration longest) {
    server.execute(
        """
        DO $$ BEGIN
          FOR i IN 1..%d LOOP
            EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = %d);
            PERFORM pg_sleep(0.002), pg_stat_clear_snapshot();
          END LOOP;
        END $$"""
            .formatted(longest.toMillis() / 2, pid));
  }

  /** Whether the server has it still. */
  boolean isThere() {
    return !server.execute("SELECT FROM pg_stat_activity WHERE pid = %d".formatted(pid)).isEmpty();
  }

  /** Ends the session as an administrator does, and waits until it is gone. */
  void terminate() {
    server.execute("SELECT pg_terminate_backend(%d)".formatted(pid));
    awaitGone();
  }

  private void await(String condition) {
    server.execute(
        """
        DO $$ BEGIN
          WHILE NOT (%s) LOOP
            PERFORM pg_sleep(0.002), pg_stat_clear_snapshot();
          END LOOP;
        END $$"""
            .formatted(condition.formatted(pid)));
  }

  /** The statements that it wrote to the log, as log_statement = all has it, of either protocol. */
  List<String> loggedStatements() {
    return logged("(?:statement|execute <unnamed>): (.*)");
  }

  /** The same with the way by which each has come before it. */
  List<String> loggedWays() {
    return logged("((?:statement|execute <unnamed>): .*)");
  }

  private List<String> logged(String what) {
    Pattern logged = Pattern.compile("\\[%d\\] LOG:  ".formatted(pid) + what);
    return server
        .log()
        .lines()
        .flatMap(line -> logged.matcher(line).results())
        .map(match -> match.group(1))
        .toList();
  }
}
