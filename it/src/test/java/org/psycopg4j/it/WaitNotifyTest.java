// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Notify;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.AdminShutdown;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.testkit.FakeServer;

/** A connection waits for notifications at its socket. */
class WaitNotifyTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private Connection conn;
  private Connection other;

  @BeforeEach
  void connect() {
    conn = Shared.autocommit();
    other = Shared.autocommit();
    Shared.run(conn, "LISTEN here");
  }

  @AfterEach
  void close() {
    conn.close();
    other.close();
  }

  private void send(Object payload) {
    Shared.run(other, "SELECT pg_notify('here', %s)", payload.toString());
  }

  private List<String> payloads(int count) {
    return conn.notifies(LONG).stopAfter(count).stream().map(Notify::payload).toList();
  }

  @Test
  void whoWaitsGetsWhatAnotherSessionSends() throws Exception {
    Background<Notify> waiting = Background.start(() -> conn.waitNotify(LONG));
    send("hello");
    assertThat(waiting.result()).isEqualTo(new Notify(other.getBackendPid(), "here", "hello"));
    assertThat(conn.notifies()).isEmpty();
  }

  @Test
  void whatIsInTheQueueComesFirstAndAtOnce() {
    Shared.run(conn, "NOTIFY here, 'a'");
    assertThat(conn.waitNotify(Duration.ZERO).payload()).isEqualTo("a");
    Shared.run(conn, "NOTIFY here, 'b'");
    assertThat(conn.waitNotify(Duration.ofDays(-1)).payload()).isEqualTo("b");
    Shared.run(conn, "NOTIFY here, 'c'");
    assertThat(conn.waitNotify(Duration.ofSeconds(Long.MAX_VALUE)).payload()).isEqualTo("c");
    assertThat(conn.waitNotify(Duration.ZERO)).isNull();
    assertThat(conn.waitNotify(Duration.ofSeconds(Long.MIN_VALUE))).isNull();
  }

  @Test
  void withoutAnyItWaitsForItsTime() {
    long start = System.nanoTime();
    assertThat(conn.waitNotify(Duration.ofMillis(30))).isNull();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(30), LONG);
  }

  @Test
  void othersUseTheConnectionMeanwhileAndWhatComesWithTheirAnswersIsFound() throws Exception {
    Background<Notify> waiting = Background.start(() -> conn.waitNotify(LONG));
    for (int i = 0; i < 200; i++) {
      assertThat(Shared.value(conn, "SELECT %s", i)).isEqualTo(i);
    }
    Shared.run(conn, "NOTIFY here, 'own'");
    assertThat(waiting.result()).isEqualTo(new Notify(conn.getBackendPid(), "here", "own"));
  }

  @Test
  void theTimeRunsWhileAnotherHasTheConnection() throws Exception {
    Background<Object> sleeping =
        Background.start(() -> conn.cursor().execute("SELECT pg_sleep(60)"));
    Backend.of(conn).awaitSleeping();
    assertThat(conn.waitNotify(Duration.ZERO)).isNull();
    assertThat(conn.waitNotify(Duration.ofMillis(30))).isNull();
    conn.cancel();
    assertThat(sleeping.failure()).isNotNull();
  }

  @Test
  void severalWaitAndEachNotificationGoesToOne() throws Exception {
    List<Background<Notify>> waiting =
        IntStream.range(0, 16)
            .mapToObj(i -> Background.start(() -> conn.waitNotify(LONG)))
            .toList();
    IntStream.range(0, 16).forEach(this::send);
    List<String> got = new ArrayList<>();
    for (Background<Notify> one : waiting) {
      got.add(one.result().payload());
    }
    assertThat(got)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 16).mapToObj(Integer::toString).toList());
  }

  @Test
  void whoHasWaitedLongEnoughLeavesTheWatchToTheOthers() throws Exception {
    Background<Notify> brief = Background.start(() -> conn.waitNotify(Duration.ofMillis(50)));
    Background<Notify> patient = Background.start(() -> conn.waitNotify(LONG));
    Background<Notify> impatient = Background.start(() -> conn.waitNotify(LONG));
    impatient.interrupt();
    assertThat(brief.result()).isNull();
    assertThat(impatient.failure()).isInstanceOf(OperationalException.class);
    send("late");
    assertThat(patient.result().payload()).isEqualTo("late");
  }

  @Test
  void aSessionThatEndsIsNoticedAtOnceByAllWhoWait() throws Exception {
    List<Background<Notify>> waiting =
        IntStream.range(0, 3).mapToObj(i -> Background.start(() -> conn.waitNotify(LONG))).toList();
    Backend.of(conn).terminate();
    for (Background<Notify> one : waiting) {
      assertThat(one.failure()).isInstanceOfAny(AdminShutdown.class, InterfaceException.class);
    }
    assertThat(conn.closed()).isEqualTo(2);
    assertThatThrownBy(() -> conn.waitNotify(Duration.ZERO))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
  }

  @Test
  void aSessionThatEndsInATransactionIsNoticedAsWell() throws Exception {
    conn.autocommit(false);
    Shared.run(conn, "SELECT 1");
    Background<Notify> waiting = Background.start(() -> conn.waitNotify(LONG));
    Backend.of(conn).terminate();
    assertThat(waiting.failure()).isInstanceOf(AdminShutdown.class);
  }

  @Test
  void closingEndsTheWaits() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    List<Background<Notify>> waiting =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    Background.start(
                        () -> {
                          begun.countDown();
                          return conn.waitNotify(LONG);
                        }))
            .toList();
    begun.await();
    conn.close();
    for (Background<Notify> one : waiting) {
      assertThat(one.failure())
          .isInstanceOf(InterfaceException.class)
          .hasMessage("connection already closed");
    }
  }

  @Test
  void anInterruptEndsTheWaitAndNothingElse() throws Exception {
    byte[][] sent = new byte[1][];
    try (FakeServer server =
        FakeServer.start(
            c -> {
              c.expectStartup();
              c.send(authenticationOk(), readyForQuery('I'));
              sent[0] = c.awaitClose();
            })) {
      try (Connection talk = Psycopg.connect(server.dsn())) {
        Background<Boolean> waiting =
            Background.start(
                () -> {
                  assertThatThrownBy(() -> talk.waitNotify(LONG))
                      .isInstanceOf(OperationalException.class)
                      .hasMessage("interrupted while waiting for notifications");
                  assertThat(talk.closed()).isZero();
                  return Thread.currentThread().isInterrupted();
                });
        waiting.interrupt();
        assertThat(waiting.result()).isTrue();
      }
      server.assertNoFailures();
    }
    assertThat(sent[0]).containsExactly('X', 0, 0, 0, 4); // Terminate
  }

  @Test
  void afterAnInterruptTheConnectionGoesOn() throws Exception {
    Background<Notify> waiting = Background.start(() -> conn.waitNotify(LONG));
    waiting.interrupt();
    assertThat(waiting.failure()).isInstanceOf(OperationalException.class);
    send("after");
    assertThat(payloads(1)).containsExactly("after");
    assertThat(Shared.value(conn, "SELECT 7")).isEqualTo(7);
  }

  @Test
  void inATransactionNoneCome() throws Exception {
    conn.autocommit(false);
    Shared.run(conn, "SELECT 1");
    send("while in a transaction");
    assertThat(conn.waitNotify(Duration.ofMillis(30))).isNull();
    Background<Notify> waiting = Background.start(() -> conn.waitNotify(LONG));
    conn.commit();
    assertThat(waiting.result().payload()).isEqualTo("while in a transaction");
  }

  @Test
  void anIterationEndsAfterItsTimeOrItsNumber() {
    IntStream.range(0, 5).forEach(this::send);
    assertThat(payloads(3)).containsExactly("0", "1", "2");
    List<String> rest = new ArrayList<>();
    for (Notify notify : conn.notifies(Duration.ofMillis(200))) {
      rest.add(notify.payload());
    }
    assertThat(rest).containsExactly("3", "4");
    assertThat(conn.notifies(LONG).stopAfter(0)).isEmpty();
    assertThatThrownBy(() -> conn.notifies(null).stopAfter(-1))
        .isInstanceOf(ParameterException.class);
    send("for ever");
    assertThat(conn.notifies(null).iterator().next().payload()).isEqualTo("for ever");
  }

  @Test
  void aHandlerIsToldInOrderInsteadOfTheQueueAndMayUseTheConnection() {
    List<String> told = new ArrayList<>();
    conn.onNotify(
        notify -> {
          told.add(notify.payload());
          if (notify.payload().equals("1")) {
            Shared.run(conn, "NOTIFY here, 'from the handler'");
          }
        });
    Shared.run(conn, "SELECT pg_notify('here', i::text) FROM generate_series(1, 3) i");
    assertThat(told).containsExactly("1", "2", "3", "from the handler");
    send("pushed");
    Background<Notify> waiting = Background.start(() -> conn.waitNotify(Duration.ofMillis(300)));
    assertThat(catchThrowable(waiting::result)).isNull();
    assertThat(told).endsWith("pushed");
    assertThat(conn.notifies()).isEmpty();
    conn.onNotify(null);
    send("queued");
    assertThat(payloads(1)).containsExactly("queued");
    assertThat(told).hasSize(5);
  }

  @Test
  void aHandlersErrorIsNotTheStatementsAndItHoldsNobodyUp() {
    List<Object> seen = new ArrayList<>();
    conn.onNotify(
        notify -> {
          try {
            seen.add(Background.start(() -> Shared.value(conn, "SELECT 7")).result());
          } catch (Exception e) {
            seen.add(e);
          }
          throw new IllegalStateException("a handler's own");
        });
    Shared.run(conn, "NOTIFY here, 'a'; NOTIFY here, 'b'");
    assertThat(seen).containsExactly(7, 7);
    assertThat(Shared.value(conn, "SELECT 8")).isEqualTo(8);
  }

  @Test
  void aPageThatIsUnderWayIsNotDisturbed() {
    conn.autocommit(false);
    try (Cursor<Row> cur = conn.cursor("pages")) {
      cur.itersize(100);
      cur.execute("SELECT generate_series(1, 1000)");
      int sum = 0;
      for (Row row : cur) {
        assertThat(conn.waitNotify(Duration.ZERO)).isNull();
        sum += row.getInt(0);
      }
      assertThat(sum).isEqualTo(500_500);
    }
    conn.commit();
    send("after the pages");
    assertThat(payloads(1)).containsExactly("after the pages");
  }

  @Test
  void anAsynchronousConnectionWaitsWhenItIsIdle() {
    try (Connection async = Psycopg.connectAsync(Shared.server().dsn())) {
      Psycopg.waitSelect(async);
      Cursor<Row> cur = async.cursor();
      cur.execute("LISTEN here");
      assertThatThrownBy(() -> async.waitNotify(LONG))
          .isInstanceOf(ProgrammingException.class)
          .hasMessageContaining("a single async query can be executed");
      Psycopg.waitSelect(async);
      send("to both");
      assertThat(async.waitNotify(LONG).payload()).isEqualTo("to both");
    }
  }

  @Test
  void itPrintsAsInPsycopg2() {
    assertThat(new Notify(1, "a", "it's")).hasToString("Notify(1, 'a', \"it's\")");
  }
}
