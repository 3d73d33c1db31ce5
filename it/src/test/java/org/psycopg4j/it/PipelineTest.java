// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.Pipeline;
import org.psycopg4j.Pipelined;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.SessionOptions;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InFailedSqlTransaction;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.UniqueViolation;

/** Statements that are sent without waiting for the answers in between. */
class PipelineTest {
  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Psycopg.connect(Shared.server().dsn());
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static Object value(Pipelined<Row> one) {
    return one.fetchOne().get(0);
  }

  private Object asked(String sql) {
    return Shared.value(conn, sql);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  void eachStatementHasItsOwnResult(int threshold) {
    conn.prepareThreshold(threshold);
    for (boolean autocommit : new boolean[] {false, true}) {
      conn.rollback();
      conn.autocommit(autocommit);
      List<Pipelined<Row>> results = new ArrayList<>();
      try (Pipeline pipeline = conn.pipeline()) {
        for (int i = 0; i < 500; i++) {
          results.add(pipeline.execute("SELECT %s::int, repeat('x', %s)", i, i));
        }
        assertThat(value(results.get(400))).isEqualTo(400);
      }
      for (int i = 0; i < 500; i++) {
        if (i != 400) {
          Row row = results.get(i).fetchOne();
          assertThat(row.getInt(0)).isEqualTo(i);
          assertThat(row.getString(1)).hasSize(i);
        }
        assertThat(results.get(i).rowCount()).isEqualTo(1);
        assertThat(results.get(i).statusMessage()).isEqualTo("SELECT 1");
        assertThat(results.get(i).fetchOne()).isNull();
      }
    }
    assertThat(conn.info().promotedExecutions() >= 400).isEqualTo(threshold >= 0);
  }

  @Test
  void argumentsComeInAllWaysAndRowsInAllShapes() {
    record Point(int x, int y) {}
    try (Pipeline pipeline = conn.pipeline()) {
      Pipelined<Row> none = pipeline.execute("SELECT '100 %'");
      Pipelined<Row> named = pipeline.execute("SELECT %(a)s + %(a)s", Map.of("a", 4));
      Pipelined<Row> query = pipeline.execute(scope -> "SELECT 'composed'");
      Pipelined<Point> shaped =
          pipeline.executeAs(RowFactory.of(Point.class), "SELECT %s AS x, 2 AS y", 1);
      Pipelined<Row> several = pipeline.execute("SELECT 1; SELECT 2");
      Pipelined<Row> nothing = pipeline.execute("SELECT WHERE false");
      Pipelined<Row> columns = pipeline.execute("SELECT generate_series(1, 3) AS n");
      assertThat(value(none)).isEqualTo("100 %");
      assertThat(value(named)).isEqualTo(8);
      assertThat(value(query)).isEqualTo("composed");
      assertThat(shaped.fetchAll()).containsExactly(new Point(1, 2));
      assertThat(value(several)).isEqualTo(2);
      assertThat(nothing.fetchAll()).isEmpty();
      assertThat(columns.fetchColumns().ints(0)).containsExactly(1, 2, 3);
      assertThat(columns.description().get(0).name()).isEqualTo("n");
    }
  }

  @Test
  void inATransactionWhatFollowsAnErrorFails() {
    Pipelined<Row> before;
    Pipelined<Row> wrong;
    Pipelined<Row> behind;
    Pipeline pipeline = conn.pipeline();
    before = pipeline.execute("CREATE TEMP TABLE gone (a int)");
    wrong = pipeline.execute("SELECT 1 / %s", 0);
    behind = pipeline.execute("SELECT %s", 1);
    assertThatThrownBy(pipeline::close).isInstanceOf(DivisionByZero.class);
    assertThat(before.error()).isNull();
    assertThat(wrong.error()).isInstanceOf(DivisionByZero.class);
    assertThat(behind.error()).isInstanceOf(InFailedSqlTransaction.class);
    assertThatThrownBy(behind::fetchOne).isInstanceOf(InFailedSqlTransaction.class);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    conn.rollback();
    assertThat(asked("SELECT to_regclass('gone')")).isNull();
  }

  @Test
  void withAutocommitWhatFollowsAnErrorIsExecuted() {
    conn.autocommit(true);
    try (Pipeline pipeline = conn.pipeline()) {
      pipeline.execute("CREATE TEMP TABLE kept (a int PRIMARY KEY)");
      pipeline.execute("INSERT INTO kept VALUES (%s)", 1);
      Pipelined<Row> twice = pipeline.execute("INSERT INTO kept VALUES (%s)", 1);
      pipeline.execute("INSERT INTO kept VALUES (%s)", 2);
      assertThat(twice.error()).isInstanceOf(UniqueViolation.class); // so closing raises nothing
    }
    assertThat(asked("SELECT sum(a) FROM kept")).isEqualTo(3L);
  }

  @Test
  void transactionsEndInAPipeline() {
    conn.cursor().execute("CREATE TEMP TABLE taken (a int PRIMARY KEY)");
    conn.commit();
    List<Pipelined<Row>> all = new ArrayList<>();
    Pipeline pipeline = conn.pipeline();
    for (int i = 0; i < 50; i++) {
      all.add(pipeline.execute("INSERT INTO taken VALUES (%s)", i));
      if (i % 10 == 7) {
        all.add(pipeline.execute("INSERT INTO taken VALUES (%s)", 0)); // this transaction fails
      }
      if (i % 5 == 4) {
        pipeline.commit();
      }
    }
    pipeline.execute("INSERT INTO taken VALUES (1000)");
    pipeline.rollback();
    assertThatThrownBy(pipeline::close).isInstanceOf(UniqueViolation.class);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    assertThat(asked("SELECT count(*) FROM taken")).isEqualTo(25L);
    assertThat(all.stream().filter(one -> one.error() != null)).hasSize(5 * 3);
  }

  @Test
  void aTransactionHasTheOptionsOfTheConnection() {
    conn.isolationLevel(IsolationLevel.SERIALIZABLE);
    conn.setSession(SessionOptions.unchanged().readonly(true));
    try (Pipeline pipeline = conn.pipeline()) {
      Pipelined<Row> level = pipeline.execute("SHOW transaction_isolation");
      Pipelined<Row> readOnly = pipeline.execute("SHOW transaction_read_only");
      assertThat(value(level)).isEqualTo("serializable");
      assertThat(value(readOnly)).isEqualTo("on");
    }
  }

  @Test
  void settingsCountFromTheNextStatementOn() {
    conn.autocommit(true);
    try (Pipeline pipeline = conn.pipeline()) {
      List<Pipelined<Row>> texts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        pipeline.execute("SET standard_conforming_strings = " + (i % 2 == 0 ? "off" : "on"));
        texts.add(pipeline.execute("SELECT %s", "back\\slash"));
      }
      texts.forEach(text -> assertThat(value(text)).isEqualTo("back\\slash"));
    }
  }

  @Test
  void whatCannotBeSentIsRaisedAtOnceAndTheRestGoesOn() {
    try (Pipeline pipeline = conn.pipeline()) {
      Pipelined<Row> one = pipeline.execute("SELECT 1");
      assertThatThrownBy(() -> pipeline.execute("SELECT %s, %s", 1))
          .isInstanceOf(ParameterException.class);
      assertThatThrownBy(() -> pipeline.execute("")).isInstanceOf(ProgrammingException.class);
      Pipelined<Row> copy = pipeline.execute("COPY (SELECT 1) TO STDOUT");
      assertThat(copy.error()).isInstanceOf(ProgrammingException.class);
      assertThat(value(one)).isEqualTo(1);
      assertThat(value(pipeline.execute("SELECT 2"))).isEqualTo(2);
    }
  }

  @Test
  void otherUseOfTheConnectionBySameThreadIsAnError() {
    try (Pipeline pipeline = conn.pipeline()) {
      pipeline.execute("SELECT 1");
      Cursor<Row> cur = conn.cursor();
      assertThatThrownBy(() -> cur.execute("SELECT 2")).isInstanceOf(PsycopgException.class);
      assertThatThrownBy(conn::commit).isInstanceOf(PsycopgException.class);
    }
    assertThat(asked("SELECT 3")).isEqualTo(3);
  }

  @Test
  void aClosedPipelineTakesNothing() {
    Pipeline pipeline = conn.pipeline();
    Pipelined<Row> result = pipeline.execute("SELECT 1");
    pipeline.close();
    pipeline.close();
    assertThat(value(result)).isEqualTo(1);
    assertThatThrownBy(() -> pipeline.execute("SELECT 1")).isInstanceOf(InterfaceException.class);
  }

  @Test
  void whenTheConnectionIsLostEveryResultSaysSo() {
    try (Connection other = Shared.autocommit()) {
      Pipeline pipeline = conn.pipeline();
      Pipelined<Row> first = pipeline.execute("SELECT pg_backend_pid()");
      Object pid = value(first);
      List<Pipelined<Row>> rest = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        rest.add(pipeline.execute("SELECT %s, pg_sleep(%s)", i, i == 10 ? 3600 : 0));
      }
      other.cursor().execute("SELECT pg_terminate_backend(%s)", pid);
      assertThatThrownBy(pipeline::close).isInstanceOf(OperationalException.class);
      rest.subList(10, 30)
          .forEach(one -> assertThat(one.error()).isInstanceOf(OperationalException.class));
      assertThat(conn.closed()).isNotZero();
    }
  }

  @Test
  void aCancelHitsOneStatementAndTheTransactionWithIt() throws Exception {
    Pipeline pipeline = conn.pipeline();
    Pipelined<Row> sleeps = pipeline.execute("SELECT pg_sleep(3600)");
    Pipelined<Row> behind = pipeline.execute("SELECT 1");
    Backend backend = Backend.of(conn);
    Background<PsycopgException> waiting = Background.start(sleeps::error);
    backend.awaitSleeping();
    conn.cancel();
    assertThat(waiting.result().pgcode()).isEqualTo("57014");
    assertThat(behind.error()).isInstanceOf(InFailedSqlTransaction.class);
    pipeline.close();
    conn.rollback();
  }

  @Test
  void aPreparedStatementWhoseTableChangesIsPreparedAnew() {
    conn.autocommit(true);
    conn.prepareThreshold(0);
    try (Connection other = Shared.autocommit()) {
      other.cursor().execute("DROP TABLE IF EXISTS wider; CREATE TABLE wider AS SELECT 1 AS a");
      for (int round = 0; round < 5; round++) {
        try (Pipeline pipeline = conn.pipeline()) {
          for (int i = 0; i < 10; i++) {
            pipeline.execute("SELECT * FROM wider");
          }
        }
        other.cursor().execute("ALTER TABLE wider ADD COLUMN b" + round + " int");
        Pipelined<Row> stale;
        Pipelined<Row> again;
        try (Pipeline pipeline = conn.pipeline()) {
          stale = pipeline.execute("SELECT * FROM wider");
          again = pipeline.execute("SELECT 5");
          assertThat(stale.error() == null || stale.error().pgcode().equals("0A000")).isTrue();
        }
        assertThat(value(again)).isEqualTo(5);
        assertThat(conn.cursor().execute("SELECT * FROM wider").fetchOne().size())
            .isEqualTo(round + 2);
      }
      other.cursor().execute("DROP TABLE wider");
    }
  }

  @Test
  void aMillionStatementsNeedNoMoreMemoryThanAFew() {
    conn.autocommit(true);
    long sum = 0;
    try (Pipeline pipeline = conn.pipeline()) {
      Pipelined<Row> kept = pipeline.execute("SELECT 0");
      for (int i = 0; i < 1_000_000; i++) {
        Pipelined<Row> last = pipeline.execute("SELECT %s::int, repeat('x', 2000)", i);
        if (i % 1000 == 999) {
          sum += last.fetchOne().getInt(0);
        }
      }
      assertThat(value(kept)).isEqualTo(0);
    }
    assertThat(sum).isEqualTo(1000L * 999 + 1000L * 1000 * 999 / 2);
  }

  @Test
  void largeResultsAndLargeStatementsDoNotBlockEachOther() {
    String large = "y".repeat(1 << 20);
    try (Pipeline pipeline = conn.pipeline()) {
      List<Pipelined<Row>> results = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        results.add(pipeline.execute("SELECT length(%s), repeat('x', 3000000)", large));
        if (i % 3 == 2) { // what is kept stays
          results.forEach(one -> assertThat(value(one)).isEqualTo(1 << 20));
          results.clear();
        }
      }
    }
  }
}
