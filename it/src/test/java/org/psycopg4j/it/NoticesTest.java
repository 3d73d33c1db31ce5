// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Notify;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.ParameterException;

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

  @Test
  void asManyAreKeptAsIsWanted() {
    String raise = "DO $$ BEGIN FOR i IN 1..120 LOOP RAISE NOTICE 'n%', i; END LOOP; END $$";
    for (int most : new int[] {0, 3, 200}) {
      try (Connection keeper = Psycopg.connect(Shared.server().dsn(), c -> c.keptNotices(most))) {
        Shared.run(keeper, raise);
        assertThat(keeper.notices())
            .containsExactlyElementsOf(
                IntStream.rangeClosed(Math.max(1, 121 - most), 120)
                    .mapToObj(i -> "NOTICE:  n" + i + "\n")
                    .toList());
      }
    }
    assertThat(catchThrowable(() -> Psycopg.connect(c -> c.keptNotices(-1))))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void aHandlerIsToldOfEachWhenTheStatementIsDoneAndMayUseTheConnection() {
    List<String> told = new ArrayList<>();
    conn.onNotice(
        notice -> {
          told.add(notice.messagePrimary());
          if (notice.messagePrimary().equals("a")) {
            Shared.run(conn, "DO $$ BEGIN RAISE WARNING 'from the handler'; END $$");
          }
        });
    Shared.run(conn, "DO $$ BEGIN RAISE NOTICE 'a'; RAISE NOTICE 'b'; END $$");
    assertThat(told).containsExactlyInAnyOrder("a", "b", "from the handler");
    assertThat(
            catchThrowable(
                () -> Shared.run(conn, "DO $$ BEGIN RAISE NOTICE 'c'; PERFORM 1/0; END $$")))
        .isInstanceOf(DivisionByZero.class);
    assertThat(told).hasSize(4).endsWith("c");
    conn.onNotice(null);
    Shared.run(conn, "DO $$ BEGIN RAISE NOTICE 'd'; END $$");
    assertThat(told).hasSize(4);
    assertThat(conn.notices()).hasSize(5);
  }

  @Test
  void aHandlerThatUsesTheConnectionIsToldOfAnyNumberInTheirOrder() {
    List<String> told = new ArrayList<>();
    conn.onNotice(
        notice -> {
          told.add(notice.messagePrimary());
          Shared.run(conn, "SELECT 1");
        });
    Shared.run(conn, "DO $$ BEGIN FOR i IN 1..5000 LOOP RAISE NOTICE '%', i; END LOOP; END $$");
    assertThat(told)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 5000).mapToObj(Integer::toString).toList());
  }

  @Test
  void aHandlersErrorIsNotTheStatements() {
    AtomicInteger calls = new AtomicInteger();
    conn.onNotice(
        notice -> {
          throw new IllegalStateException("call " + calls.incrementAndGet());
        });
    assertThat(
            Shared.value(conn, "DO $$ BEGIN RAISE NOTICE 'a'; RAISE NOTICE 'b'; END $$; SELECT 7"))
        .isEqualTo(7);
    assertThat(calls).hasValue(2);
  }

  @Test
  void noHandlerRunsWhileAnotherThreadIsKeptFromTheConnection() {
    List<Object> seen = new ArrayList<>();
    conn.onNotice(
        notice -> {
          try {
            seen.add(Background.start(() -> Shared.value(conn, "SELECT 7")).result());
          } catch (Exception e) {
            seen.add(e);
          }
        });
    Shared.run(conn, "DO $$ BEGIN RAISE NOTICE 'a'; END $$");
    assertThat(seen).containsExactly(7);
  }
}
