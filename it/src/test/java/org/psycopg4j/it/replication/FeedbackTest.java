// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.copyBothResponse;
import static org.psycopg4j.testkit.ServerMessages.copyData;
import static org.psycopg4j.testkit.ServerMessages.copyDone;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.AdminShutdown;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.replication.Lsn;
import org.psycopg4j.replication.ReplicationConnection;
import org.psycopg4j.replication.ReplicationCursor;
import org.psycopg4j.replication.ReplicationMessage;
import org.psycopg4j.replication.ReplicationOptions;
import org.psycopg4j.replication.StopReplication;
import org.psycopg4j.testkit.ClientMessage;
import org.psycopg4j.testkit.ClientMessages;
import org.psycopg4j.testkit.Conversation;
import org.psycopg4j.testkit.FakeServer;

/** What a server that follows a script is told of how far we are, and when. */
class FeedbackTest {
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  /** A standby status update as the server got it. */
  private record Status(long written, long flushed, long applied, Instant clock, boolean reply) {
    static Status read(Conversation c) throws IOException {
      ClientMessage message = c.readMessage();
      assertThat(message.tag()).isEqualTo('d');
      ByteBuffer in = ByteBuffer.wrap(message.body());
      assertThat(in.get()).isEqualTo((byte) 'r');
      Status status =
          new Status(
              in.getLong(),
              in.getLong(),
              in.getLong(),
              EPOCH.plus(in.getLong(), ChronoUnit.MICROS),
              in.get() != 0);
      assertThat(in.remaining()).isZero();
      return status;
    }

    void is(long wantedWritten, long wantedFlushed, long wantedApplied) {
      assertThat(written).isEqualTo(wantedWritten);
      assertThat(flushed).isEqualTo(wantedFlushed);
      assertThat(applied).isEqualTo(wantedApplied);
      assertThat(clock).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }
  }

  private static byte[] wal(long start, byte[] payload) {
    return copyData(
        ByteBuffer.allocate(25 + payload.length)
            .put((byte) 'w')
            .putLong(start)
            .putLong(start + 1000)
            .putLong(0)
            .put(payload)
            .array());
  }

  private static byte[] wal(long start) {
    return wal(start, new byte[] {1});
  }

  private static byte[] keepalive(long end, boolean reply) {
    return copyData(
        ByteBuffer.allocate(18)
            .put((byte) 'k')
            .putLong(end)
            .putLong(0)
            .put((byte) (reply ? 1 : 0))
            .array());
  }

  /** A server that accepts a stream and then does what the script says. */
  private static FakeServer server(FakeServer.Script script) {
    return FakeServer.start(
        c -> {
          assertThat(c.expectStartup()).containsEntry("replication", "database");
          c.send(authenticationOk(), readyForQuery('I'));
          c.expect(query("START_REPLICATION SLOT \"s\" LOGICAL 0/0"));
          c.send(copyBothResponse(0));
          script.run(c);
        });
  }

  /** The client's end of a stream: a last status, CopyDone, Terminate. */
  private static Status end(Conversation c) throws IOException {
    Status last = Status.read(c);
    c.expect(ClientMessages.copyDone());
    c.send(copyDone(), commandComplete("COPY 0"), readyForQuery('I'));
    c.expect(ClientMessages.terminate());
    c.awaitClose();
    return last;
  }

  private static ReplicationCursor stream(ReplicationConnection conn, Duration interval) {
    ReplicationCursor cur = conn.cursor();
    cur.startReplication(ReplicationOptions.slot("s").statusInterval(interval));
    return cur;
  }

  private static ReplicationCursor stream(ReplicationConnection conn) {
    return stream(conn, Duration.ofSeconds(1000));
  }

  private static void stop(ReplicationMessage message) {
    throw new StopReplication();
  }

  @Test
  void aServerThatAsksIsAnsweredAtOnce() {
    try (FakeServer server =
            server(
                c -> {
                  c.send(keepalive(50, true));
                  Status.read(c).is(50, 50, 50); // there was nothing, so all of it is done
                  c.send(wal(100));
                  end(c).is(50, 50, 50);
                });
        ReplicationConnection conn = ReplicationConnection.logical(server.dsn())) {
      stream(conn).consumeStream(FeedbackTest::stop);
    }
  }

  @Test
  void anIdleConsumerTellsInTime() {
    Duration interval = Duration.ofSeconds(1);
    try (FakeServer server =
            server(
                c -> {
                  Instant first = Status.read(c).clock();
                  Instant second = Status.read(c).clock();
                  assertThat(Duration.between(first, second))
                      .isBetween(interval.minusMillis(50), interval.plusSeconds(10));
                  c.send(wal(100));
                  end(c).is(0, 0, 0);
                });
        ReplicationConnection conn = ReplicationConnection.logical(server.dsn())) {
      stream(conn, interval).consumeStream(FeedbackTest::stop);
    }
  }

  @Test
  void theKeepaliveIntervalMayBeShorterThanTheStatusInterval() {
    try (FakeServer server =
            server(
                c -> {
                  Status.read(c).is(0, 0, 0);
                  c.send(wal(100));
                  end(c).is(0, 0, 0);
                });
        ReplicationConnection conn = ReplicationConnection.logical(server.dsn())) {
      stream(conn).consumeStream(FeedbackTest::stop, Duration.ofSeconds(1));
    }
  }

  @Test
  void positionsNeverGoBackAndWrittenIsNeverBehindFlushed() {
    try (FakeServer server =
            server(
                c -> {
                  Status.read(c).is(30, 30, 10);
                  Status.read(c).is(40, 30, 10);
                  Status asking = Status.read(c);
                  asking.is(40, 30, 35);
                  assertThat(asking.reply()).isTrue();
                  end(c).is(-1, -1, 35); // the last position of all, compared without a sign
                });
        ReplicationConnection conn = ReplicationConnection.logical(server.dsn());
        ReplicationCursor cur = stream(conn)) {
      cur.sendFeedback(new Lsn(20), new Lsn(30), new Lsn(10), false, true);
      assertThat(cur.confirmed()).isEqualTo(new Lsn(30));
      cur.sendFeedback(new Lsn(40), new Lsn(5), new Lsn(5), false, true);
      cur.sendFeedback(new Lsn(1), Lsn.ZERO, new Lsn(35), true, false);
      cur.sendFeedback(new Lsn(-1));
    }
  }

  @Test
  void aSelectorOnTheChannelWakesWhoReadsMessages() throws IOException {
    CountDownLatch empty = new CountDownLatch(1);
    try (FakeServer server =
            server(
                c -> {
                  empty.await();
                  c.send(wal(100));
                  end(c).is(0, 0, 0);
                });
        ReplicationConnection conn = ReplicationConnection.logical(server.dsn());
        ReplicationCursor cur = stream(conn);
        Selector selector = Selector.open()) {
      cur.channel().register(selector, SelectionKey.OP_READ);
      assertThat(cur.readMessage()).isNull();
      empty.countDown();
      ReplicationMessage message = null;
      while (message == null && selector.select(30_000) > 0) {
        selector.selectedKeys().clear();
        message = cur.readMessage();
      }
      assertThat(message).isNotNull();
      assertThat(message.dataStart()).isEqualTo(new Lsn(100));
      assertThat(cur.channel()).isSameAs(conn.channel());
    }
  }

  @Test
  void whatCameBeforeAnErrorIsNotLostThoughMuchOfItHadToWait() {
    byte[] large = new byte[100_000];
    try (FakeServer server =
            server(
                c -> {
                  for (int i = 1; i <= 20; i++) {
                    c.send(wal(i, large));
                  }
                  c.send(errorResponse("57P01", "terminating connection"));
                  c.close();
                });
        ReplicationConnection conn = ReplicationConnection.logical(server.dsn())) {
      List<Lsn> got = new ArrayList<>();
      ReplicationCursor cur = stream(conn);
      assertThatThrownBy(() -> cur.consumeStream(message -> got.add(message.dataStart())))
          .isInstanceOf(AdminShutdown.class);
      assertThat(got).hasSize(20).endsWith(new Lsn(20));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "w123", "k123"})
  void aMessageThatIsNoneEndsTheConnection(String hostile) {
    try (FakeServer server =
            server(
                c -> {
                  c.send(wal(100), copyData(hostile.getBytes(StandardCharsets.UTF_8)));
                  c.awaitClose();
                });
        ReplicationConnection conn = ReplicationConnection.logical(server.dsn())) {
      List<Lsn> got = new ArrayList<>();
      ReplicationCursor cur = stream(conn);
      assertThatThrownBy(() -> cur.consumeStream(message -> got.add(message.dataStart())))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("replication message");
      assertThat(got).containsExactly(new Lsn(100));
      assertThat(conn.closed()).isEqualTo(2);
    }
  }
}
