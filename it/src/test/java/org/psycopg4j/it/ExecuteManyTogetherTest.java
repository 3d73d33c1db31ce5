// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Pipeline;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.errors.UniqueViolation;

/** Sets of executeMany that are sent together, when something comes in between. */
class ExecuteManyTogetherTest {
  private static final String INSERT = "INSERT INTO many_sets VALUES (%s, %s)";

  private Connection conn;
  private Connection other;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    other = Shared.autocommit();
    Shared.run(other, "DROP TABLE IF EXISTS many_sets");
    Shared.run(other, "CREATE TABLE many_sets (id int PRIMARY KEY, t text)");
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
    Shared.run(other, "DROP TABLE IF EXISTS many_sets");
    other.close();
  }

  /** Sets that are made when they are taken. */
  private static Collection<Object> made(int count, IntFunction<Object> set) {
    return new AbstractCollection<>() {
      @Override
      public Iterator<Object> iterator() {
        return IntStream.range(0, count).mapToObj(set).iterator();
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  private static Object set(int id) {
    return new Object[] {id, "t" + id};
  }

  private void clear() {
    conn.rollback();
    Shared.run(other, "TRUNCATE many_sets");
  }

  private long count() {
    return (Long) Shared.value(conn, "SELECT count(*) FROM many_sets");
  }

  private void assertUsable() {
    assertThat(conn.closed()).isZero();
    conn.rollback();
    cur.executeMany(INSERT, made(300, i -> set(-1 - i)));
    assertThat(cur.rowCount()).isEqualTo(300);
    assertThat((Long) Shared.value(conn, "SELECT count(*) FROM many_sets WHERE id < 0"))
        .isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 255, 256, 257, 300, 4096, 4097, 5000})
  void whatTheSetsThrowComesAfterThoseBefore(int at) {
    IllegalStateException mine = new IllegalStateException("mine");
    for (boolean autocommit : new boolean[] {false, true}) {
      conn.autocommit(autocommit);
      Collection<Object> failing =
          made(
              5500,
              i -> {
                if (i == at) {
                  throw mine;
                }
                return set(i);
              });
      assertThatThrownBy(() -> cur.executeMany(INSERT, failing)).isSameAs(mine);
      assertThat(count()).isEqualTo(at);
      assertThat(conn.getTransactionStatus())
          .isEqualTo(autocommit ? TransactionStatus.IDLE : TransactionStatus.INTRANS);
      assertUsable();
      clear();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 300})
  void whatIsNoSetIsAnErrorWhenItsTurnComes(int at) {
    for (boolean autocommit : new boolean[] {false, true}) {
      conn.autocommit(autocommit);
      assertThatThrownBy(() -> cur.executeMany(INSERT, made(600, i -> i == at ? "no" : set(i))))
          .isInstanceOf(PsycopgException.class)
          .hasMessageContaining("an array, a List");
      assertThat(count()).isEqualTo(at);
      clear();
    }
  }

  @Test
  void setsThatExecuteAreTakenOneByOneWhereTheyAreNoCollection() {
    List<Long> seen = new ArrayList<>();
    Iterable<Object> lazy =
        () ->
            IntStream.range(0, 10)
                .mapToObj(
                    i -> {
                      seen.add(count());
                      return set(i);
                    })
                .iterator();
    cur.executeMany(INSERT, lazy);
    assertThat(seen).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void aCollectionThatExecutesLeavesTheConnectionUsable() {
    for (boolean autocommit : new boolean[] {false, true}) {
      conn.autocommit(autocommit);
      try {
        cur.executeMany(
            INSERT,
            made(
                600,
                i -> {
                  count();
                  return set(i);
                }));
        assertThat(count()).isEqualTo(600);
      } catch (PsycopgException e) {
        assertThat(autocommit).isTrue(); // where the sets are taken while it is sent
        assertThat(e).hasMessageContaining("executemany");
      }
      assertUsable();
      clear();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 299, 9999})
  void withAutocommitItIsAllOrNothing(int at) {
    conn.autocommit(true);
    Shared.run(other, "INSERT INTO many_sets VALUES (-1, 'there')");
    assertThatThrownBy(() -> cur.executeMany(INSERT, made(10_000, i -> set(i == at ? -1 : i))))
        .isInstanceOf(UniqueViolation.class);
    assertThat(count()).isEqualTo(1);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    cur.executeMany(INSERT, made(10_000, ExecuteManyTogetherTest::set));
    assertThat(count()).isEqualTo(10_001);
  }

  @Test
  void aTableThatChangesBetweenTwoOfThem() {
    for (boolean autocommit : new boolean[] {false, true}) {
      conn.autocommit(autocommit);
      Connection by = autocommit ? other : conn; // another session, too
      List<String> changes =
          List.of(
              "ALTER TABLE many_sets ADD COLUMN more int DEFAULT 5",
              "ALTER TABLE many_sets ALTER COLUMN id TYPE bigint",
              "ALTER TABLE many_sets ALTER COLUMN id TYPE numeric",
              "ALTER TABLE many_sets ALTER COLUMN t TYPE varchar(20)",
              "DROP TABLE many_sets; CREATE TABLE many_sets (id int2, t text)",
              "DROP TABLE many_sets; CREATE TABLE many_sets (id text, t text)",
              "DROP TABLE many_sets; CREATE TABLE many_sets (id int, t char(9))",
              "TRUNCATE many_sets");
      long before = 0;
      cur.executeMany(INSERT, made(20, ExecuteManyTogetherTest::set));
      for (String change : changes) {
        Shared.run(by, change);
        before = count();
        cur.executeMany(INSERT, made(20, i -> set(i + 100 + changes.indexOf(change) * 20)));
        assertThat(count()).as(change).isEqualTo(before + 20);
        assertThat(cur.rowCount()).isEqualTo(20);
      }
      conn.rollback();
      Shared.run(other, "DROP TABLE many_sets");
      Shared.run(other, "CREATE TABLE many_sets (id int PRIMARY KEY, t text)");
    }
  }

  @Test
  void aServerThatForgetsBetweenTwoOfThem() {
    conn.autocommit(true);
    int from = 0;
    for (String sql :
        List.of("DISCARD ALL", "DEALLOCATE ALL", "DISCARD PLANS", "SET DateStyle TO German")) {
      int first = from += 100;
      cur.executeMany(INSERT, made(50, i -> set(first + i)));
      Shared.run(conn, sql);
      cur.executeMany(INSERT, made(50, i -> set(first + 50 + i)));
      assertThat(cur.rowCount()).isEqualTo(50);
    }
    assertThat(count()).isEqualTo(400);
  }

  @Test
  void temporaryTablesThatComeAndGo() {
    for (int round = 0; round < 3; round++) {
      Shared.run(conn, "CREATE TEMP TABLE passing (id int, t text) ON COMMIT DROP");
      cur.executeMany(
          "INSERT INTO passing VALUES (%s, %s)", made(300, ExecuteManyTogetherTest::set));
      assertThat(Shared.value(conn, "SELECT count(*) FROM passing")).isEqualTo(300L);
      conn.commit();
    }
  }

  @Test
  void aHundredThousand() {
    for (boolean autocommit : new boolean[] {false, true}) {
      conn.autocommit(autocommit);
      cur.executeMany(INSERT, made(100_000, ExecuteManyTogetherTest::set));
      assertThat(cur.rowCount()).isEqualTo(100_000);
      assertThat(Shared.value(conn, "SELECT sum(id) FROM many_sets")).isEqualTo(4_999_950_000L);
      clear();
    }
  }

  private Background<Object> blocked(boolean autocommit) {
    conn.autocommit(autocommit);
    other.autocommit(false);
    Shared.run(other, "INSERT INTO many_sets VALUES (700, 'first')");
    Background<Object> many =
        Background.start(() -> cur.executeMany(INSERT, made(20_000, ExecuteManyTogetherTest::set)));
    Backend.of(conn).awaitWaitingForLock();
    return many;
  }

  private void unblock() {
    other.rollback();
    other.autocommit(true);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptCancelsIt(boolean autocommit) throws Exception {
    Background<Object> many = blocked(autocommit);
    many.interrupt();
    assertThat(many.failure())
        .isInstanceOf(QueryCanceled.class)
        .hasCauseInstanceOf(InterruptedException.class);
    unblock();
    conn.rollback();
    assertThat(count()).isZero();
    assertUsable();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherThreadCancelsIt(boolean autocommit) throws Exception {
    Background<Object> many = blocked(autocommit);
    conn.cancel();
    assertThat(many.failure()).isInstanceOf(QueryCanceled.class);
    unblock();
    conn.rollback();
    assertThat(count()).isZero();
    assertUsable();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theServerClosesTheConnection(boolean autocommit) throws Exception {
    Background<Object> many = blocked(autocommit);
    Backend.of(conn).terminate();
    assertThat(many.failure())
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("terminating connection");
    assertThat(conn.closed()).isEqualTo(2);
    unblock();
    assertThat(Shared.value(other, "SELECT count(*) FROM many_sets")).isEqualTo(0L);
  }

  @Test
  void aLogHearsOfEveryErrorAndOfTheWhole() {
    List<String> heard = new ArrayList<>();
    conn.statementLog((by, elapsed, error) -> heard.add(by.rowCount() + " " + error));
    cur.executeMany(INSERT, made(300, ExecuteManyTogetherTest::set));
    List<String> ofMany = List.copyOf(heard);
    conn.rollback();
    heard.clear();
    conn.prepareThreshold(-1);
    cur.executeMany(INSERT, made(300, ExecuteManyTogetherTest::set));
    assertThat(ofMany).isEqualTo(heard);
  }

  @Test
  void whileAPipelineIsOpenItIsRefusedAsTheLoopIs() {
    try (Pipeline pipeline = conn.pipeline()) {
      pipeline.execute(INSERT, 1, "t");
      Throwable loop = catchThrowable(() -> cur.execute(INSERT, 2, "t"));
      Throwable many = catchThrowable(() -> cur.executeMany(INSERT, made(10, i -> set(i + 2))));
      assertThat(many == null).isEqualTo(loop == null);
      if (loop != null) {
        assertThat(many).hasSameClassAs(loop);
      }
    }
    assertUsable();
  }
}
