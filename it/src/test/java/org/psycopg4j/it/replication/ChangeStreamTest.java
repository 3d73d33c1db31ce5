// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.RowFactory;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceledException;
import org.psycopg4j.replication.ChangeStream;
import org.psycopg4j.replication.ChangeStreamOptions;
import org.psycopg4j.replication.ChangedRow;
import org.psycopg4j.replication.LogicalMessage;
import org.psycopg4j.replication.LogicalMessage.Begin;
import org.psycopg4j.replication.LogicalMessage.Commit;
import org.psycopg4j.replication.LogicalMessage.Delete;
import org.psycopg4j.replication.LogicalMessage.Insert;
import org.psycopg4j.replication.LogicalMessage.Relation;
import org.psycopg4j.replication.LogicalMessage.Update;
import org.psycopg4j.replication.PgOutputOptions;

/** The changes of a table as objects. */
class ChangeStreamTest {
  private static final String BIG = "repeat(md5(random()::text), 1000)";

  private static LogicalServer server;
  private ChangeStream changes;

  @BeforeAll
  static void start() {
    server = LogicalServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void table() {
    server.run(
        "DROP TABLE IF EXISTS orders",
        "DROP PUBLICATION IF EXISTS p",
        "CREATE TABLE orders (id int PRIMARY KEY, note text, price numeric, placed date)",
        "ALTER TABLE orders ALTER note SET STORAGE EXTERNAL");
  }

  @AfterEach
  void close() {
    if (changes != null) {
      changes.close();
    }
  }

  private static ChangeStream open(LogicalServer server, UnaryOperator<PgOutputOptions> output) {
    return ChangeStream.open(
        server.dsn(),
        ChangeStreamOptions.of("s", "p")
            .temporarySlot()
            .createPublication("orders")
            .output(output));
  }

  private void open() {
    open(output -> output);
  }

  private void open(UnaryOperator<PgOutputOptions> output) {
    changes = open(server, output);
  }

  private static LogicalMessage next(ChangeStream changes) {
    LogicalMessage message = changes.next(Duration.ofSeconds(30));
    assertThat(message).isNotNull();
    return message;
  }

  /** What comes up to and including the next message of a class. */
  private static List<LogicalMessage> upTo(
      ChangeStream changes, Class<? extends LogicalMessage> last) {
    List<LogicalMessage> got = new ArrayList<>();
    do {
      got.add(next(changes));
    } while (!last.isInstance(got.get(got.size() - 1)));
    return got;
  }

  private <T extends LogicalMessage> T next(Class<T> type) {
    List<LogicalMessage> got = upTo(changes, type);
    return type.cast(got.get(got.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 14, 15, 16, 17})
  void everyVersionTellsTheSame(int version) {
    try (LogicalServer older = LogicalServer.start(version)) {
      older.run("CREATE TABLE orders (id int PRIMARY KEY, note text, price numeric, placed date)");
      try (ChangeStream stream = open(older, output -> output)) {
        basics(older, stream);
      }
    }
  }

  @Test
  void aTransactionComesInOrder() {
    open();
    basics(server, changes);
  }

  private static void basics(LogicalServer server, ChangeStream changes) {
    server.run(
        "INSERT INTO orders VALUES (1, 'é', 1.50, '2024-02-29')",
        "BEGIN; UPDATE orders SET note = NULL; UPDATE orders SET id = 2; DELETE FROM orders;"
            + " TRUNCATE orders RESTART IDENTITY CASCADE; COMMIT");
    List<LogicalMessage> first = upTo(changes, Commit.class);
    assertThat(first)
        .extracting(Object::getClass)
        .containsExactly(Begin.class, Relation.class, Insert.class, Commit.class);
    Relation relation = (Relation) first.get(1);
    assertThat(relation.qualifiedName()).isEqualTo("public.orders");
    assertThat(relation.replicaIdentity()).isEqualTo('d');
    assertThat(relation.columns())
        .extracting(column -> column.name() + " " + column.typeOid() + " " + column.key())
        .containsExactly("id 23 true", "note 25 false", "price 1700 false", "placed 1082 false");
    Insert insert = (Insert) first.get(2);
    assertThat(insert.relation()).isEqualTo(relation);
    assertThat(insert.newRow().toMap())
        .isEqualTo(
            Map.of(
                "id",
                1,
                "note",
                "é",
                "price",
                new BigDecimal("1.50"),
                "placed",
                LocalDate.of(2024, 2, 29)));
    assertThat(insert.newRow().as(RowFactory.of(Order.class, MethodHandles.lookup())))
        .isEqualTo(new Order(1, "é", new BigDecimal("1.50"), LocalDate.of(2024, 2, 29)));
    Begin begin = (Begin) first.get(0);
    Commit commit = (Commit) first.get(3);
    assertThat(begin.finalLsn()).isEqualTo(commit.commitLsn());
    assertThat(begin.commitTime()).isEqualTo(commit.commitTime());
    assertThat(commit.endLsn()).isGreaterThan(commit.commitLsn());

    List<LogicalMessage> second = upTo(changes, Commit.class);
    assertThat(second)
        .extracting(Object::getClass)
        .containsSubsequence(
            Begin.class,
            Update.class,
            Update.class,
            Delete.class,
            LogicalMessage.Truncate.class,
            Commit.class);
    List<Update> updates =
        second.stream().filter(Update.class::isInstance).map(Update.class::cast).toList();
    assertThat(updates.get(0).oldRow()).isNull();
    assertThat(updates.get(0).newRow().get("note")).isNull();
    ChangedRow oldKey = updates.get(1).oldRow();
    assertThat(oldKey.isKeyOnly()).isTrue();
    assertThat(oldKey.toMap()).isEqualTo(Map.of("id", 1));
    assertThatThrownBy(() -> oldKey.get("note")).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> oldKey.get("nonesuch")).isInstanceOf(ProgrammingException.class);
    assertThat(updates.get(1).newRow().get("id", Long.class)).isEqualTo(2L);
    LogicalMessage.Truncate truncate =
        (LogicalMessage.Truncate)
            second.stream().filter(LogicalMessage.Truncate.class::isInstance).findAny().get();
    assertThat(truncate.relations()).containsExactly(relation);
    assertThat(truncate.cascade()).isTrue();
    assertThat(truncate.restartIdentity()).isTrue();
  }

  @Test
  void aLargeValueThatHasNotChangedIsToldApartFromNull() {
    open();
    server.run("INSERT INTO orders VALUES (1, " + BIG + ")", "UPDATE orders SET price = 2");
    String note = (String) next(Insert.class).newRow().get("note");
    assertThat(note).hasSize(32_000);
    ChangedRow updated = next(Update.class).newRow();
    assertThat(updated.isAbsent("note")).isTrue();
    assertThat(updated.isAbsent("placed")).isFalse();
    assertThat(updated.get("placed")).isNull();
    assertThat(updated.toMap()).doesNotContainKey("note").containsEntry("id", 1);
    assertThatThrownBy(() -> updated.get("note"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has not changed");
    assertThatThrownBy(updated::row).isInstanceOf(DataException.class);
    server.run("ALTER TABLE orders REPLICA IDENTITY FULL", "UPDATE orders SET price = 3");
    Update full = next(Update.class);
    assertThat(full.oldRow().isKeyOnly()).isFalse();
    assertThat(full.oldRow().get("price")).isEqualTo(new BigDecimal("2"));
    assertThat(full.newRow().get("note")).isEqualTo(note);
    assertThat(full.newRow().get("price")).isEqualTo(new BigDecimal("3"));
  }

  @Test
  void aTableThatIsAlteredIsToldAnew() {
    open();
    server.run(
        "INSERT INTO orders (id) VALUES (1)",
        "ALTER TABLE orders DROP note, ADD flag bool DEFAULT true",
        "INSERT INTO orders (id) VALUES (2)");
    assertThat(next(Insert.class).newRow().toMap()).containsKey("note");
    assertThat(next(Insert.class).newRow().toMap())
        .doesNotContainKey("note")
        .containsEntry("flag", true);
  }

  @Test
  void binaryValuesAreTheSame() {
    open(output -> output.binary(true));
    server.run("INSERT INTO orders VALUES (1, 'é', 1.50, '2024-02-29')");
    assertThat(next(Insert.class).newRow().toMap().values())
        .containsExactly(1, "é", new BigDecimal("1.50"), LocalDate.of(2024, 2, 29));
    server.run("INSERT INTO orders VALUES (2, NULL, NULL, NULL)");
    assertThat(next(Insert.class).newRow().get(1)).isNull();
  }

  @Test
  void typesOfTheDatabasesOwnAreReadByWhatIsRegistered() {
    server.run(
        "DROP TYPE IF EXISTS pair CASCADE",
        "CREATE TYPE pair AS (a int, b text)",
        "ALTER TABLE orders ADD both_ pair");
    open();
    changes.connection().types().registerComposite("pair");
    server.run("INSERT INTO orders (id, both_) VALUES (1, (7, 'x'))");
    List<LogicalMessage> got = upTo(changes, Insert.class);
    assertThat(got)
        .filteredOn(LogicalMessage.Type.class::isInstance)
        .extracting(each -> ((LogicalMessage.Type) each).name())
        .containsExactly("pair");
    Insert insert = (Insert) got.get(got.size() - 1);
    assertThat(insert.newRow().get("both_")).hasToString("(7, 'x')");
  }

  @Test
  void messagesOfPrograms() {
    open(output -> output.messages(true));
    server.run(
        "SELECT pg_logical_emit_message(false, 'loose', 'now')",
        "SELECT pg_logical_emit_message(true, 'bound', '\\x00ff'::bytea)");
    LogicalMessage.Message loose = (LogicalMessage.Message) next(changes);
    assertThat(loose.transactional()).isFalse();
    assertThat(loose.prefix()).isEqualTo("loose");
    assertThat(loose.content()).asString().isEqualTo("now");
    LogicalMessage.Message bound = next(LogicalMessage.Message.class);
    assertThat(bound.transactional()).isTrue();
    assertThat(bound.content()).containsExactly(0, 0xff);
  }

  @Test
  void aLargeTransactionIsStreamedAndItsAbortedPartIsTold() {
    open(output -> output.parallel(true));
    server.run(
        "BEGIN; INSERT INTO orders SELECT g, 'kept' FROM generate_series(1, 2000) g;"
            + " SAVEPOINT a; INSERT INTO orders SELECT g, 'gone' FROM generate_series(5001, 7000) g;"
            + " ROLLBACK TO a; INSERT INTO orders SELECT g, 'kept' FROM generate_series(2001, 4000)"
            + " g; COMMIT");
    List<LogicalMessage> got = upTo(changes, LogicalMessage.StreamCommit.class);
    LogicalMessage.StreamStart start = (LogicalMessage.StreamStart) got.get(0);
    assertThat(start.first()).isTrue();
    LogicalMessage.StreamAbort abort =
        got.stream()
            .filter(LogicalMessage.StreamAbort.class::isInstance)
            .map(LogicalMessage.StreamAbort.class::cast)
            .findAny()
            .orElseThrow();
    assertThat(abort.xid()).isEqualTo(start.xid());
    assertThat(abort.subXid()).isNotEqualTo(start.xid());
    assertThat(abort.abortLsn()).isNotNull();
    List<Object> kept =
        got.stream()
            .filter(Insert.class::isInstance)
            .map(Insert.class::cast)
            .filter(insert -> insert.xid() != abort.subXid())
            .map(insert -> insert.newRow().get("id"))
            .toList();
    assertThat(kept).hasSize(4000).startsWith(1).endsWith(4000);
    assertThat(got).filteredOn(LogicalMessage.StreamStop.class::isInstance).hasSizeGreaterThan(2);
    assertThat(((LogicalMessage.StreamCommit) got.get(got.size() - 1)).xid())
        .isEqualTo(start.xid());
  }

  @Test
  void twoPhaseTransactionsAreToldWhenTheyArePrepared() {
    open(output -> output.twoPhase(true));
    server.run(
        "BEGIN; INSERT INTO orders (id) VALUES (1); PREPARE TRANSACTION 'g1'",
        "BEGIN; INSERT INTO orders (id) VALUES (2); PREPARE TRANSACTION 'g2'",
        "COMMIT PREPARED 'g1'",
        "ROLLBACK PREPARED 'g2'");
    List<LogicalMessage> first = upTo(changes, LogicalMessage.Prepare.class);
    assertThat(first.get(0)).isInstanceOf(LogicalMessage.BeginPrepare.class);
    LogicalMessage.Prepare prepare = (LogicalMessage.Prepare) first.get(first.size() - 1);
    assertThat(prepare.gid()).isEqualTo("g1");
    LogicalMessage.CommitPrepared commit = next(LogicalMessage.CommitPrepared.class);
    assertThat(commit.gid()).isEqualTo("g1");
    assertThat(commit.xid()).isEqualTo(prepare.xid());
    LogicalMessage.RollbackPrepared rollback = next(LogicalMessage.RollbackPrepared.class);
    assertThat(rollback.gid()).isEqualTo("g2");
    assertThat(rollback.rollbackTime()).isAfterOrEqualTo(rollback.prepareTime());
  }

  @Test
  void theSnapshotAndTheChangesFitTogether() {
    server.run("INSERT INTO orders (id) VALUES (1)");
    open();
    String snapshot = changes.createdSlot().snapshotName();
    server.run("INSERT INTO orders (id) VALUES (2)");
    try (Connection conn = server.connect();
        var cur = conn.cursor()) {
      cur.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
      cur.execute("SET TRANSACTION SNAPSHOT %s", snapshot);
      assertThat(cur.execute("SELECT id FROM orders").fetchAll())
          .extracting(row -> row.get(0))
          .containsExactly(1);
      cur.execute("COMMIT");
    }
    assertThat(next(Insert.class).newRow().get("id")).isEqualTo(2);
  }

  @Test
  void aSubscriberGetsAsManyAsItAsksFor() throws Exception {
    open();
    server.run("INSERT INTO orders SELECT g FROM generate_series(1, 10) g");
    BlockingQueue<LogicalMessage> got = new LinkedBlockingQueue<>();
    CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    CompletableFuture<String> end = new CompletableFuture<>();
    Flow.Publisher<LogicalMessage> publisher = changes.publisher();
    publisher.subscribe(new Collecting(subscription, got, end));
    Flow.Subscription asked = subscription.get(30, TimeUnit.SECONDS);
    assertThat(got).isEmpty();
    asked.request(3);
    for (int i = 0; i < 3; i++) {
      assertThat(got.poll(30, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(got).isEmpty();
    asked.request(1);
    assertThat(((Insert) got.poll(30, TimeUnit.SECONDS)).newRow().get("id")).isEqualTo(2);
    CompletableFuture<String> refused = new CompletableFuture<>();
    publisher.subscribe(new Collecting(new CompletableFuture<>(), got, refused));
    assertThat(refused.get(30, TimeUnit.SECONDS)).contains("one subscriber");
    changes.close();
    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo("complete");
  }

  @Test
  void aRequestForNothingIsAnError() throws Exception {
    open();
    CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    CompletableFuture<String> end = new CompletableFuture<>();
    changes.publisher().subscribe(new Collecting(subscription, new LinkedBlockingQueue<>(), end));
    subscription.get(30, TimeUnit.SECONDS).request(0);
    assertThat(end.get(30, TimeUnit.SECONDS)).contains("a request for 0 messages");
  }

  private record Collecting(
      CompletableFuture<Flow.Subscription> subscription,
      BlockingQueue<LogicalMessage> got,
      CompletableFuture<String> end)
      implements Flow.Subscriber<LogicalMessage> {
    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription.complete(given);
    }

    @Override
    public void onNext(LogicalMessage message) {
      got.add(message);
    }

    @Override
    public void onError(Throwable thrown) {
      end.complete(thrown.toString());
    }

    @Override
    public void onComplete() {
      end.complete("complete");
    }
  }

  @Test
  void anInterruptEndsTheWaitAndTheStreamGoesOn() {
    open();
    changes.next(Duration.ZERO);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> changes.next(Duration.ofSeconds(30)))
        .isInstanceOf(QueryCanceledException.class);
    assertThat(Thread.interrupted()).isTrue();
    server.run("INSERT INTO orders (id) VALUES (1)");
    assertThat(next(Insert.class).newRow().get("id")).isEqualTo(1);
  }

  @Test
  void aStreamThatIsClosedHasNoMore() {
    open();
    server.run("INSERT INTO orders (id) VALUES (1)");
    List<LogicalMessage> got = new ArrayList<>();
    for (LogicalMessage each : changes) {
      got.add(each);
      if (each instanceof Commit) {
        changes.close();
      }
    }
    assertThat(got).hasSize(4);
    assertThat(changes.iterator().hasNext()).isFalse();
  }
}
