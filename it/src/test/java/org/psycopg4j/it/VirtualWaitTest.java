// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.notificationResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Notify;
import org.psycopg4j.Psycopg;
import org.psycopg4j.notify.EventQueue;
import org.psycopg4j.notify.Listener;
import org.psycopg4j.notify.ListenerEvent.Notified;
import org.psycopg4j.notify.ListenerOptions;
import org.psycopg4j.testkit.FakeServer;

/** Virtual threads that wait for notifications keep no carrier from others. */
class VirtualWaitTest {
  /* More than the carriers that a scheduler may have: 256, unless somebody says otherwise. */
  private static final int MANY = 400;
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Executors.newVirtualThreadPerTaskExecutor, which a Java before 21 has not. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    assumeTrue(Runtime.version().feature() >= 21, "this Java has no virtual threads");
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static <T> T result(Future<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  @Test
  void eachAtItsOwnConnection() throws Exception {
    ExecutorService threads = virtualThreads();
    CountDownLatch begun = new CountDownLatch(MANY);
    CountDownLatch go = new CountDownLatch(1);
    List<Connection> connections = new ArrayList<>();
    try (FakeServer server =
        FakeServer.start(
            c -> {
              c.expectStartup();
              c.send(authenticationOk(), readyForQuery('I'));
              go.await();
              c.send(notificationResponse(7, "x", "go"));
              c.awaitClose();
            })) {
      for (int i = 0; i < MANY; i++) {
        connections.add(Psycopg.connect(server.dsn()));
      }
      List<Future<Notify>> waiting =
          connections.stream()
              .map(
                  conn ->
                      threads.submit(
                          () -> {
                            begun.countDown();
                            return conn.waitNotify(LONG);
                          }))
              .toList();
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(result(threads.submit(() -> 42))).isEqualTo(42);
      go.countDown();
      for (Future<Notify> one : waiting) {
        assertThat(result(one)).isEqualTo(new Notify(7, "x", "go"));
      }
      connections.forEach(Connection::close);
    }
  }

  @Test
  void allAtOneConnection() throws Exception {
    ExecutorService threads = virtualThreads();
    try (Connection conn = Shared.autocommit()) {
      Shared.run(conn, "LISTEN virtual");
      List<Future<Notify>> waiting =
          IntStream.range(0, 1_000)
              .mapToObj(i -> threads.submit(() -> conn.waitNotify(LONG)))
              .toList();
      try (Connection other = Shared.autocommit()) {
        Shared.run(other, "SELECT pg_notify('virtual', i::text) FROM generate_series(1, 1000) i");
      }
      List<Integer> got = new ArrayList<>();
      for (Future<Notify> one : waiting) {
        got.add(Integer.valueOf(result(one).payload()));
      }
      assertThat(got)
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 1_000).boxed().toList());
    }
  }

  @Test
  void aSessionThatEndsAnInterruptAndACloseAreNoticed() throws Exception {
    ExecutorService threads = virtualThreads();
    Connection closed = Shared.connect();
    try (Connection terminated = Shared.connect();
        Connection kept = Shared.connect()) {
      Future<Notify> lost = threads.submit(() -> terminated.waitNotify(LONG));
      Future<Notify> over = threads.submit(() -> closed.waitNotify(LONG));
      Future<Notify> late = threads.submit(() -> kept.waitNotify(Duration.ofMillis(20)));
      Backend.of(terminated).terminate();
      closed.close();
      assertThat(result(late)).isNull();
      assertThat(lost).failsWithin(LONG).withThrowableThat().withMessageContaining("terminating");
      assertThat(over).failsWithin(LONG).withThrowableThat().withMessageContaining("closed");
    }
  }

  @Test
  void theListenersThreadMayBeOne() throws Exception {
    ExecutorService threads = virtualThreads();
    ListenerOptions options =
        ListenerOptions.defaults().thread(work -> new Thread(() -> threads.execute(work)));
    try (Listener listener = Listener.open(Shared.server().dsn(), options);
        EventQueue queue = listener.queue();
        Connection sender = Shared.autocommit()) {
      listener.listen("x");
      Shared.run(sender, "NOTIFY x, 'to a virtual thread'");
      assertThat(((Notified) queue.poll(LONG)).notification().payload())
          .isEqualTo("to a virtual thread");
    }
  }
}
