// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.StatementLog;
import org.psycopg4j.ValuesOptions;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;

/** The log of statements: psycopg2's LoggingConnection and MinTimeLoggingConnection. */
class StatementLogTest {
  private final StringBuilder out = new StringBuilder();
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private List<String> logged() {
    return out.toString().lines().toList();
  }

  @Test
  void isToldOfWhatPsycopg2LogsAndOfNothingElse() {
    conn.statementLog(StatementLog.to(out));
    cur.execute("select %s, 'é'", "a%");
    assertThatThrownBy(() -> cur.execute("select 1/0")).isInstanceOf(DivisionByZero.class);
    conn.rollback();
    assertThatThrownBy(() -> cur.execute("select %s %s", "a"))
        .isInstanceOf(ProgrammingException.class);
    assertThatThrownBy(() -> cur.execute("")).isInstanceOf(ProgrammingException.class);
    cur.callProc("lower", "A");
    cur.executeMany("select %s", List.of(List.of(1), List.of(2)));
    cur.executeValues(
        "select * from (values %s) x",
        List.of(List.of(1), List.of(2)), ValuesOptions.defaults().pageSize(1));
    cur.executeBatch("select %s", List.of(List.of(1), List.of(2), List.of(3)), 2);
    cur.execute("set client_encoding to 'LATIN1'");
    cur.execute("select 'é'");
    Cursor<Row> closed = conn.cursor();
    closed.close();
    assertThatThrownBy(() -> closed.execute("select 99")).isInstanceOf(InterfaceException.class);
    conn.commit();
    assertThat(logged())
        .containsExactly(
            "select 'a%', 'é'",
            "select 1/0",
            "SELECT * FROM lower('A')",
            "select * from (values (1)) x",
            "select * from (values (2)) x",
            "select 1;select 2",
            "select 3",
            "set client_encoding to 'LATIN1'",
            "select 'é'");
    assertThat(out).endsWith(System.lineSeparator());
  }

  @Test
  void tellsTheCursorWithItsResultTheTimeAndTheError() {
    List<String> told = new ArrayList<>();
    List<Duration> times = new ArrayList<>();
    conn.statementLog(
        (cursor, elapsed, error) -> {
          told.add(
              "%s %d %s"
                  .formatted(
                      cursor == cur, cursor.rowCount(), error == null ? "" : error.pgcode()));
          times.add(elapsed);
        });
    cur.execute("select 1 from pg_sleep(0.05)");
    assertThatThrownBy(() -> cur.execute("select 1/0")).isInstanceOf(DivisionByZero.class);
    assertThat(told).containsExactly("true 1 ", "true -1 22012");
    assertThat(times.get(0)).isBetween(Duration.ofMillis(50), Duration.ofSeconds(20));
    assertThat(times.get(1)).isPositive();
  }

  @Test
  void onlySlowStatementsWithTheirTime() {
    conn.statementLog(StatementLog.to(out).slowerThan(Duration.ofMillis(40)));
    cur.execute("select 1 from pg_sleep(0.05)");
    conn.statementLog(StatementLog.to(out).slowerThan(Duration.ofHours(1)));
    cur.execute("select 2 from pg_sleep(0.05)");
    assertThat(logged()).hasSize(2);
    assertThat(logged().get(0)).isEqualTo("select 1 from pg_sleep(0.05)");
    assertThat(logged().get(1)).matches("  \\(execution time: [5-9]?\\d+\\.\\d{6} ms\\)");
  }

  @Test
  void aFilterChangesTextsOrLeavesThemOut() {
    conn.statementLog(
        StatementLog.to(out)
            .filter(
                (text, cursor) ->
                    cursor.rowCount() == 0 ? null : text.replaceAll("'[^']*'", "'...'")));
    cur.execute("select %s", "secret");
    cur.execute("select 1 where false");
    assertThat(logged()).containsExactly("select '...'");
  }

  @Test
  void isSetWhenConnectingAndTakenAway() {
    try (Connection logging =
        Psycopg.connect(
            Shared.server().dsn(), options -> options.statementLog(StatementLog.to(out)))) {
      StatementLog log = logging.statementLog();
      logging.cursor().execute("select 1");
      logging.statementLog(null);
      assertThat(logging.statementLog()).isNull();
      logging.cursor().execute("select 2");
      logging.statementLog(log);
      logging.cursor().execute("select 3");
    }
    assertThat(conn.statementLog()).isNull();
    assertThat(logged()).containsExactly("select 1", "select 3");
  }

  @Test
  void writesToALogger() {
    List<String> records = new ArrayList<>();
    System.Logger logger =
        new System.Logger() {
          @Override
          public String getName() {
            return "statements";
          }

          @Override
          public boolean isLoggable(Level level) {
            return true;
          }

          @Override
          public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            records.add(level + " " + message);
          }

          @Override
          public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            records.add(level + " " + format);
          }
        };
    conn.statementLog(StatementLog.to(logger));
    cur.execute("select '{0}'");
    conn.statementLog(StatementLog.to(logger, System.Logger.Level.INFO));
    cur.execute("select 2");
    assertThat(records).containsExactly("DEBUG select '{0}'", "INFO select 2");
  }

  @Test
  void mayUseTheConnectionAsNoLockIsHeld() throws InterruptedException {
    List<Object> seen = new ArrayList<>();
    conn.statementLog(
        (cursor, elapsed, error) -> {
          if (seen.isEmpty()) {
            seen.add("");
            Thread other = new Thread(() -> seen.add(Shared.value(conn, "select 2")));
            other.start();
            try {
              other.join(20_000);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    cur.execute("select 1");
    assertThat(seen).containsExactly("", 2);
    assertThat(Shared.value(cur)).isEqualTo(1);
  }

  @Test
  void whatItThrowsComesOutAndAnErrorGoesBeforeIt() {
    IllegalStateException mine = new IllegalStateException("mine");
    conn.statementLog(
        (cursor, elapsed, error) -> {
          throw mine;
        });
    assertThatThrownBy(() -> cur.execute("select 1")).isSameAs(mine);
    assertThat(Shared.value(cur)).isEqualTo(1);
    assertThatThrownBy(() -> cur.execute("select 1/0"))
        .isInstanceOf(DivisionByZero.class)
        .hasSuppressedException(mine);
  }

  @Test
  void whatFailsBeforeItIsSentLeavesTheLastQuery() {
    conn.statementLog(StatementLog.to(out));
    IllegalStateException mine = new IllegalStateException("mine");
    cur.types()
        .registerAdapter(
            Thread.class,
            value -> {
              throw mine;
            });
    cur.execute("select 1");
    assertThatThrownBy(() -> cur.execute("select %s", Thread.currentThread())).isSameAs(mine);
    assertThat(cur.query()).asString().isEqualTo("select 1");
    assertThat(Shared.value(cur)).isEqualTo(1);
    assertThat(logged()).containsExactly("select 1");
  }

  @Test
  void aStreamThatFailsFailsTheCall() {
    IOException full = new IOException("full");
    Appendable failing =
        new Appendable() {
          @Override
          public Appendable append(CharSequence text) throws IOException {
            throw full;
          }

          @Override
          public Appendable append(CharSequence text, int start, int end) throws IOException {
            throw full;
          }

          @Override
          public Appendable append(char c) throws IOException {
            throw full;
          }
        };
    conn.statementLog(StatementLog.to(failing));
    assertThatThrownBy(() -> cur.execute("select 1"))
        .isInstanceOf(UncheckedIOException.class)
        .hasCause(full);
  }
}
