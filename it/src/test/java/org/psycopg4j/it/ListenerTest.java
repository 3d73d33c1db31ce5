// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Notify;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.AdminShutdown;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.notify.EventQueue;
import org.psycopg4j.notify.EventsLostException;
import org.psycopg4j.notify.Listener;
import org.psycopg4j.notify.ListenerEvent;
import org.psycopg4j.notify.ListenerEvent.Gap;
import org.psycopg4j.notify.ListenerEvent.Notified;
import org.psycopg4j.notify.ListenerHandler;
import org.psycopg4j.notify.ListenerOptions;
import org.psycopg4j.testkit.FaultProxy;

/** A listener tells of notifications as they come, and outlives its connection if it is to. */
class ListenerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final ListenerOptions RECONNECT =
      ListenerOptions.defaults().reconnect(Duration.ofMillis(1), Duration.ofMillis(20));

  private Connection sender;

  @BeforeEach
  void connect() {
    sender = Shared.autocommit();
  }

  @AfterEach
  void close() {
    sender.close();
  }

  private static Listener open(ListenerOptions options) {
    return Listener.open(Shared.server().dsn(), options);
  }

  private void send(String channel, Object payload) {
    Shared.run(sender, "SELECT pg_notify(%s, %s)", channel, payload.toString());
  }

  private static String payload(ListenerEvent event) {
    return ((Notified) event).notification().payload();
  }

  private static String next(EventQueue queue) {
    return payload(queue.poll(LONG));
  }

  /** What a handler is told of. */
  private static final class Told implements ListenerHandler {
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

    @Override
    public void onNotify(Notify notify) {
      told.add(notify.payload());
    }

    @Override
    public void onGap(Gap gap) {
      told.add(gap);
    }

    @Override
    public void onEnd(PsycopgException reason) {
      told.add(Optional.ofNullable(reason));
    }

    Object next() throws InterruptedException {
      return told.poll(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void everyoneIsToldOfEverythingInOrder() throws Exception {
    Told told = new Told();
    try (Listener listener = open(ListenerOptions.defaults());
        EventQueue queue = listener.queue()) {
      listener.handler(told);
      listener.listen("jobs", "a \"quoted\" Channel");
      assertThat(listener.channels()).containsExactly("jobs", "a \"quoted\" Channel");
      send("jobs", 1);
      send("a \"quoted\" Channel", 2);
      send("nobody's", 3);
      send("jobs", 4);
      for (String payload : List.of("1", "2", "4")) {
        assertThat(next(queue)).isEqualTo(payload);
        assertThat(told.next()).isEqualTo(payload);
      }
      listener.unlisten("jobs");
      send("jobs", 5);
      send("a \"quoted\" Channel", 6);
      assertThat(next(queue)).isEqualTo("6");
      assertThat(listener.closed()).isFalse();
    }
    assertThat(told.next()).isEqualTo("6");
    assertThat(told.next()).isEqualTo(Optional.empty());
  }

  @Test
  void closingEndsQueuesAfterWhatTheyHold() {
    Listener listener = open(ListenerOptions.defaults());
    EventQueue queue = listener.queue();
    Told told = new Told();
    listener.handler(told);
    listener.listen("x");
    send("x", "last");
    List<String> all = new ArrayList<>();
    for (ListenerEvent event : queue) {
      all.add(payload(event));
      listener.close();
    }
    assertThat(all).containsExactly("last");
    listener.close();
    assertThat(listener.closed()).isTrue();
    assertThatThrownBy(() -> listener.listen("y"))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("listener already closed");
    assertThat(listener.queue().poll(LONG)).isNull();
  }

  @Test
  void aLostConnectionEndsItWithTheReason() throws Exception {
    Connection[] own = new Connection[1];
    Told told = new Told();
    try (Listener listener =
            Listener.open(() -> own[0] = Shared.connect(), ListenerOptions.defaults());
        EventQueue queue = listener.queue()) {
      listener.handler(told);
      Backend.of(own[0]).terminate();
      assertThatThrownBy(() -> queue.poll(LONG)).isInstanceOf(AdminShutdown.class);
      assertThatThrownBy(() -> listener.queue().poll(LONG)).isInstanceOf(AdminShutdown.class);
      assertThat(told.next())
          .isInstanceOfSatisfying(
              Optional.class, reason -> assertThat(reason.get()).isInstanceOf(AdminShutdown.class));
      assertThat(listener.closed()).isTrue();
      assertThat(own[0].closed()).isEqualTo(1);
    }
  }

  @Test
  void aLostConnectionIsReplacedAndTheGapTold() throws Exception {
    BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
    Told told = new Told();
    try (Listener listener =
            Listener.open(
                () -> {
                  Connection made = Shared.connect();
                  connections.add(made);
                  return made;
                },
                RECONNECT);
        EventQueue queue = listener.queue()) {
      listener.handler(told);
      listener.listen("a", "b c");
      send("a", "before");
      assertThat(next(queue)).isEqualTo("before");
      Backend.of(connections.take()).terminate();
      Gap gap = (Gap) queue.poll(LONG);
      assertThat(gap.reason()).isInstanceOf(AdminShutdown.class);
      assertThat(gap.back()).isAfterOrEqualTo(gap.lost());
      send("a", "after");
      send("b c", "after too");
      assertThat(next(queue)).isEqualTo("after");
      assertThat(next(queue)).isEqualTo("after too");
      assertThat(List.of(told.next(), told.next(), told.next(), told.next()))
          .containsExactly("before", gap, "after", "after too");
      Backend.of(connections.take()).terminate();
      assertThat(queue.poll(LONG)).isInstanceOf(Gap.class);
    }
  }

  @Test
  void itTriesUntilTheServerIsBack() {
    try (FaultProxy first = FaultProxy.to(Shared.server().host(), Shared.server().port())) {
      int[] attempts = new int[1];
      try (Listener listener =
              Listener.open(
                  () -> {
                    int attempt = attempts[0]++;
                    if (attempt > 0 && attempt < 4) {
                      throw new OperationalException("nobody there");
                    }
                    return Psycopg.connect(
                        Shared.server().dsn(), o -> o.host(first.host()).port(first.port()));
                  },
                  RECONNECT);
          EventQueue queue = listener.queue()) {
        listener.listen("x");
        first.cut();
        assertThat(queue.poll(LONG)).isInstanceOf(Gap.class);
        assertThat(attempts[0]).isEqualTo(5);
        send("x", "back");
        assertThat(next(queue)).isEqualTo("back");
      }
    }
  }

  @Test
  void channelsChangeWhileThereIsNoConnection() throws Exception {
    BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
    BlockingQueue<Boolean> attempts = new LinkedBlockingQueue<>();
    connections.add(Shared.connect());
    Connection first = connections.peek();
    try (Listener listener =
            Listener.open(
                () -> {
                  attempts.add(true);
                  Connection ready = connections.poll();
                  if (ready == null) {
                    throw new OperationalException("not yet");
                  }
                  return ready;
                },
                RECONNECT);
        EventQueue queue = listener.queue()) {
      listener.listen("old", "kept");
      Backend.of(first).terminate();
      attempts.take();
      attempts.take(); // of the new connection: the old one is given up
      listener.listen("new");
      listener.unlisten("old");
      connections.add(Shared.connect());
      assertThat(queue.poll(LONG)).isInstanceOf(Gap.class);
      assertThat(listener.channels()).containsExactly("kept", "new");
      send("old", 1);
      send("new", 2);
      send("kept", 3);
      assertThat(next(queue)).isEqualTo("2");
      assertThat(next(queue)).isEqualTo("3");
    }
  }

  @Test
  void closingEndsTheAttemptsToReconnect() throws Exception {
    Connection first = Shared.connect();
    BlockingQueue<Boolean> attempts = new LinkedBlockingQueue<>();
    Told told = new Told();
    try (Listener listener =
        Listener.open(
            () -> {
              attempts.add(true);
              if (attempts.size() > 1) {
                throw new OperationalException("never");
              }
              return first;
            },
            ListenerOptions.defaults().reconnect(Duration.ofNanos(1), Duration.ofDays(1)))) {
      listener.handler(told);
      Backend.of(first).terminate();
    }
    assertThat(told.next()).isEqualTo(Optional.empty());
  }

  @Test
  void aServerThatIsSilentIsFoundByTheHeartbeat() {
    try (FaultProxy proxy = FaultProxy.to(Shared.server().host(), Shared.server().port());
        Listener listener =
            Listener.open(
                () ->
                    Psycopg.connect(
                        Shared.server().dsn(), o -> o.host(proxy.host()).port(proxy.port())),
                ListenerOptions.defaults().heartbeat(Duration.ofMillis(100)));
        EventQueue queue = listener.queue()) {
      listener.listen("x");
      assertThat(queue.poll(Duration.ofMillis(350))).isNull(); // some beats, all answered
      send("x", "alive");
      assertThat(next(queue)).isEqualTo("alive");
      proxy.fromServer().freeze();
      assertThatThrownBy(() -> queue.poll(LONG))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("has not answered for PT0.1S");
    }
  }

  @Test
  void whoTakesTooSlowlyLearnsHowManyAreLost() throws Exception {
    try (Listener listener = open(ListenerOptions.defaults().capacity(3));
        EventQueue slow = listener.queue()) {
      listener.listen("x");
      Told told = new Told();
      listener.handler(told);
      Shared.run(sender, "SELECT pg_notify('x', i::text) FROM generate_series(1, 10) i");
      for (int i = 1; i <= 10; i++) {
        assertThat(told.next()).isEqualTo(Integer.toString(i));
      }
      // The queue was before the handler: it has been offered all of them.
      assertThat(next(slow)).isEqualTo("1");
      assertThat(next(slow)).isEqualTo("2");
      assertThat(next(slow)).isEqualTo("3");
      assertThatThrownBy(() -> slow.poll(LONG))
          .isInstanceOf(EventsLostException.class)
          .hasMessage(
              "7 events were lost: the buffer of 3 was full, because they were taken too slowly");
    }
  }

  @Test
  void aHandlerMayUseTheListenerAndItsErrorsAreItsOwn() throws Exception {
    try (Listener listener = open(ListenerOptions.defaults());
        EventQueue queue = listener.queue()) {
      listener.handler(
          notify -> {
            listener.listen(notify.payload());
            throw new StackOverflowError("a handler's own");
          });
      Told told = new Told();
      listener.handler(told);
      listener.listen("first");
      send("first", "second");
      assertThat(next(queue)).isEqualTo("second");
      assertThat(told.next()).isEqualTo("second"); // after the first handler
      send("second", "heard");
      assertThat(next(queue)).isEqualTo("heard");
    }
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    ListenerOptions options = ListenerOptions.defaults();
    assertThatThrownBy(() -> options.capacity(0)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> options.heartbeat(Duration.ZERO))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> options.reconnect(Duration.ofSeconds(-1), LONG))
        .isInstanceOf(ParameterException.class);
  }
}
