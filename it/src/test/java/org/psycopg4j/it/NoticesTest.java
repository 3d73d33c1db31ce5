// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Notify;

/** Notices and notifications that come with a statement's answer. */
class NoticesTest {
  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.autocommit();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  @Test
  void aNoticeIsTextAndOneForEach() {
    Shared.run(
        conn,
        """
        DO $$ BEGIN
          RAISE NOTICE 'hi' USING DETAIL = 'd', HINT = 'h';
          RAISE WARNING 'wärning';
          RAISE INFO 'info';
          RAISE LOG 'not for the client';
          RAISE DEBUG 'nor this';
        END $$""");
    assertThat(conn.notices())
        .containsExactly(
            "NOTICE:  hi\nDETAIL:  d\nHINT:  h\n", "WARNING:  wärning\n", "INFO:  info\n");
  }

  @Test
  void theLastFiftyAreKeptInTheirOrder() {
    Shared.run(conn, "DO $$ BEGIN FOR i IN 1..120 LOOP RAISE NOTICE 'n%', i; END LOOP; END $$");
    assertThat(conn.notices())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(71, 120).mapToObj(i -> "NOTICE:  n" + i + "\n").toList());
    conn.notices().clear();
    Shared.run(conn, "DO $$ BEGIN RAISE NOTICE 'again'; END $$");
    assertThat(conn.notices()).containsExactly("NOTICE:  again\n");
  }

  @Test
  void noticesBeforeAnErrorAreKept() {
    assertThat(
            catchThrowable(
                () -> Shared.run(conn, "DO $$ BEGIN RAISE NOTICE 'before'; PERFORM 1/0; END $$")))
        .isNotNull();
    assertThat(conn.notices()).containsExactly("NOTICE:  before\n");
  }

  @Test
  void anotherSessionsNotificationComesWithTheNextStatement() {
    Shared.run(conn, "LISTEN \"a channel\"");
    try (Connection other = Shared.autocommit()) {
      Shared.run(other, "SELECT pg_notify('a channel', 'pä')");
      Shared.run(conn, "SELECT 1");
      assertThat(conn.notifies())
          .containsExactly(new Notify(other.getBackendPid(), "a channel", "pä"));
    }
  }

  @Test
  void ownNotificationsComeWithTheCommit() {
    conn.autocommit(false);
    Shared.run(conn, "LISTEN x");
    Shared.run(conn, "NOTIFY x");
    assertThat(conn.notifies()).isEmpty();
    conn.commit();
    assertThat(conn.notifies()).containsExactly(new Notify(conn.getBackendPid(), "x", ""));
  }
}
