// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Column;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Cursor;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.Row;
import org.psycopg4j.ScrollMode;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.DuplicateCursor;
import org.psycopg4j.errors.InFailedSqlTransaction;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.InvalidCursorName;
import org.psycopg4j.errors.ObjectNotInPrerequisiteState;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.SyntaxError;
import org.psycopg4j.errors.UndefinedTable;

/** The rules of named cursors, as psycopg2 has them; what differs says so. */
class NamedCursorTest {
  private static final String TEN = "SELECT generate_series(1, 10) AS g";
  private static final String INVALID = "named cursor isn't valid anymore";
  private static final String ONCE = "can't call .execute() on named cursors more than once";
  private static final String OUTSIDE = "can't use a named cursor outside of transactions";

  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private Cursor<Row> named(String name) {
    return conn.cursor(name).execute(TEN);
  }

  private Cursor<Row> held(String name) {
    return conn.cursor(CursorOptions.name(name).withHold(true)).execute(TEN);
  }

  private static List<Integer> ints(List<Row> rows) {
    return rows.stream().map(row -> row.getInt(0)).toList();
  }

  private static void assertState(
      Cursor<Row> cur, long rowCount, long rowNumber, List<String> columns, String status) {
    List<Column> description = cur.description();
    assertThat(cur.rowCount()).as("rowCount").isEqualTo(rowCount);
    assertThat(cur.rowNumber()).as("rowNumber").isEqualTo(rowNumber);
    assertThat(description == null ? null : description.stream().map(Column::name).toList())
        .as("description")
        .isEqualTo(columns);
    assertThat(cur.statusMessage()).as("statusMessage").isEqualTo(status);
  }

  private void assertRefused(Cursor<Row> cur, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProgrammingException.class, e -> assertThat(e.cursor()).isSameAs(cur))
        .hasMessage(message);
  }

  private void fail() {
    assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0")).isInstanceOf(DivisionByZero.class);
  }

  private List<Object> cursorsOnTheServer() {
    return Shared.column(conn.cursor().execute("SELECT name FROM pg_cursors ORDER BY name"));
  }

  @Test
  void aNewOneHasItsNameAndSendsNothing() {
    Cursor<Row> cur = conn.cursor("my\"cur");
    assertThat(cur.name()).isEqualTo("my\"cur");
    assertThat(cur.scrollable()).isNull();
    assertThat(cur.withHold()).isFalse();
    assertThat(cur.itersize()).isEqualTo(2000);
    assertThat(cur.arraySize()).isEqualTo(1);
    assertThat(cur.query()).isNull();
    assertState(cur, -1, 0, null, null);
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
  }

  @Test
  void theOptionsAreTheCursors() {
    Cursor<String> cur =
        conn.cursor(
            CursorOptions.name("o")
                .scrollable(false)
                .withHold(true)
                .itersize(7)
                .rows(columns -> row -> columns.get(0).name() + row.get(0)));
    assertThat(cur.scrollable()).isFalse();
    assertThat(cur.withHold()).isTrue();
    assertThat(cur.itersize()).isEqualTo(7);
    assertThat(cur.execute("SELECT 1 AS a").fetchAll()).containsExactly("a1");
    assertThat(conn.cursor("p", columns -> row -> row.getInt(0)).execute(TEN).fetchOne())
        .isEqualTo(1);
  }

  @Test
  void theStateAfterEachStep() {
    List<String> columns = List.of("g");
    Cursor<Row> cur = named("c");
    assertState(cur, -1, 0, null, "DECLARE CURSOR");
    String declared = "DECLARE \"c\" CURSOR WITHOUT HOLD FOR " + TEN;
    assertThat(cur.query()).asString().isEqualTo(declared);
    assertThat(cur.fetchOne().getInt("g")).isEqualTo(1);
    assertState(cur, 1, 1, columns, "FETCH 1");
    assertThat(ints(cur.fetchMany())).containsExactly(2);
    cur.arraySize(3);
    assertThat(ints(cur.fetchMany())).containsExactly(3, 4, 5);
    assertState(cur, 3, 5, columns, "FETCH 3");
    cur.scroll(2);
    assertState(cur, -1, 7, null, "MOVE 2");
    assertThat(ints(cur.fetchAll())).containsExactly(8, 9, 10);
    assertState(cur, 3, 10, columns, "FETCH 3");
    assertThat(cur.fetchAll()).isEmpty();
    assertState(cur, 0, 10, columns, "FETCH 0");
    assertThat(cur.fetchOne()).isNull();
    assertThat(cur.query()).asString().isEqualTo(declared);
    cur.close();
    assertState(cur, -1, 10, null, "CLOSE CURSOR");
    assertThat(cur.query()).asString().isEqualTo(declared);
    assertThat(cur.closed()).isTrue();
  }

  @Test
  void itExecutesOnce() {
    Cursor<Row> cur = named("c");
    assertRefused(cur, ONCE, () -> cur.execute("SELECT 1"));
    assertRefused(cur, ONCE, () -> cur.execute("SELECT %s, %s", 1));
    assertRefused(cur, ONCE, () -> cur.execute(""));
    assertThat(cur.fetchAll()).hasSize(10);
    conn.rollback();
    assertRefused(cur, ONCE, () -> cur.execute("SELECT 1"));
    cur.close();
    assertRefused(cur, ONCE, () -> cur.execute("SELECT 1"));
  }

  @Test
  void whatWasNotSentIsNotAnExecution() {
    Cursor<Row> cur = conn.cursor("c");
    assertThatThrownBy(() -> cur.execute("SELECT %s, %s", 1))
        .isInstanceOf(ParameterException.class);
    assertRefused(cur, "can't execute an empty query", () -> cur.execute(""));
    assertState(cur, -1, 0, null, null);
    assertThat(ints(cur.execute("SELECT %s", 7).fetchAll())).containsExactly(7);
  }

  @Test
  void aFailedExecutionIsOne() {
    Cursor<Row> cur = conn.cursor("f");
    assertThatThrownBy(() -> cur.execute("SELECT * FROM nosuch"))
        .isInstanceOf(UndefinedTable.class)
        .hasMessage(
            """
            relation "nosuch" does not exist
            LINE 1: DECLARE "f" CURSOR WITHOUT HOLD FOR SELECT * FROM nosuch
                                                                      ^\
            """);
    assertState(cur, -1, 0, null, "");
    assertThatThrownBy(cur::fetchOne).isInstanceOf(InFailedSqlTransaction.class);
    conn.rollback();
    assertRefused(cur, ONCE, () -> cur.execute("SELECT 1"));
    assertRefused(cur, INVALID, cur::fetchOne);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "-- x", "INSERT INTO pg_class VALUES (1) RETURNING 1", "SET work_mem TO '1'"})
  void whatIsNoQueryIsTheServersError(String sql) {
    Cursor<Row> cur = conn.cursor("f");
    assertThatThrownBy(() -> cur.execute(sql)).isInstanceOf(SyntaxError.class);
    cur.close();
    conn.rollback();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void theLastOfSeveralStatementsIsTheResultUntilRowsAreFetched() {
    Cursor<Row> cur = conn.cursor("f").execute("SELECT 1 AS x; SELECT 2 AS y");
    assertState(cur, 1, 0, List.of("y"), "SELECT 1");
    assertThat(ints(cur.fetchAll())).containsExactly(1);
  }

  @Test
  void argumentsOfEachKindAreMerged() {
    assertThat(ints(conn.cursor("a").execute("SELECT %s + %s", 1, 2).fetchAll()))
        .containsExactly(3);
    assertThat(ints(conn.cursor("b").execute("SELECT %(x)s", Map.of("x", 4)).fetchAll()))
        .containsExactly(4);
    assertThat(conn.cursor("c").mogrify("SELECT %s", "a")).asString().isEqualTo("SELECT 'a'");
  }

  @Test
  void executeManyIsRefused() {
    Cursor<Row> cur = conn.cursor("c");
    String refused = "can't call .executemany() on named cursors";
    assertRefused(cur, refused, () -> cur.executeMany("SELECT 1", List.of()));
    cur.execute(TEN);
    assertRefused(cur, refused, () -> cur.executeMany("SELECT 1", List.of()));
  }

  @Test
  void aNameThatIsTakenIsTheServersError() {
    named("dup");
    Cursor<Row> other = conn.cursor("dup");
    assertThatThrownBy(() -> other.execute("SELECT 1"))
        .isInstanceOf(DuplicateCursor.class)
        .hasMessage("cursor \"dup\" already exists");
    other.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"u\"x'é", "a b", "back\\slash", "Ünï©ode 名前", "select", "X", "\"", "'"})
  void anyNameWorks(String name) {
    Cursor<Row> cur = conn.cursor(name);
    cur.close();
    Cursor<Row> other = named(name);
    assertThat(other.fetchOne().getInt(0)).isEqualTo(1);
    other.scroll(1);
    assertThat(cursorsOnTheServer()).containsExactly(name);
    Cursor<Row> thief = conn.cursor(name);
    assertThat(thief.fetchOne().getInt(0)).isEqualTo(3);
    thief.close();
    assertThat(cursorsOnTheServer()).isEmpty();
  }

  @Test
  void aNameIsSentInTheClientsEncoding() {
    Shared.run(conn, "SET client_encoding TO 'LATIN1'");
    Cursor<Row> cur = named("é");
    assertThat(cur.query()).startsWith("DECLARE \"é\"".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(1);
    Shared.run(conn, "SET client_encoding TO 'UTF8'");
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(2);
    cur.close();
    assertThat(cursorsOnTheServer()).isEmpty();
  }

  @Test
  void aNameWithANulIsRefused() {
    assertThatThrownBy(() -> conn.cursor("a\0b")).isInstanceOf(ParameterException.class);
  }

  @Test
  void anUnnamedCursorHasNoneOfIt() {
    Cursor<Row> cur = conn.cursor();
    assertThat(cur.name()).isNull();
    assertThat(cur.scrollable()).isNull();
    assertThat(cur.withHold()).isFalse();
    cur.scrollable(null);
    cur.withHold(false);
    assertRefused(cur, "trying to set .scrollable on unnamed cursor", () -> cur.scrollable(false));
    assertRefused(cur, "trying to set .withhold on unnamed cursor", () -> cur.withHold(true));
    cur.itersize(5);
    assertThat(cur.itersize()).isEqualTo(5);
  }

  /** psycopg2 takes any number, and iterates over nothing if it is not positive. */
  @Test
  void itersizeIsPositive() {
    Cursor<Row> cur = conn.cursor("c");
    assertThatThrownBy(() -> cur.itersize(0)).isInstanceOf(ProgrammingException.class);
    assertThatThrownBy(() -> CursorOptions.name("c").itersize(-1))
        .isInstanceOf(ProgrammingException.class);
    assertThat(cur.itersize()).isEqualTo(2000);
  }

  @Test
  void settingsAfterItWasExecutedChangeNothing() {
    Cursor<Row> cur = named("c");
    cur.scrollable(true);
    cur.withHold(true);
    assertThat(cur.scrollable()).isTrue();
    assertThat(cur.withHold()).isTrue();
    conn.commit();
    assertRefused(cur, INVALID, cur::fetchOne);
    cur.close();
    assertThat(cursorsOnTheServer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itEndsWithItsTransaction(boolean commit) {
    Cursor<Row> cur = named("c");
    cur.itersize(3);
    var rows = cur.iterator();
    assertThat(rows.next().getInt(0)).isEqualTo(1);
    if (commit) {
      conn.commit();
    } else {
      conn.rollback();
    }
    for (int i = 0; i < 2; i++) {
      assertRefused(cur, INVALID, cur::fetchOne);
      assertRefused(cur, INVALID, () -> cur.fetchMany(2));
      assertRefused(cur, INVALID, cur::fetchAll);
      assertRefused(cur, INVALID, () -> cur.scroll(1));
      assertRefused(cur, INVALID, cur::iterator);
      assertRefused(cur, INVALID, rows::hasNext);
      Shared.run(conn, "SELECT 1"); // and is not valid in the next one
    }
  }

  @Test
  void oneThatWasMadeInAnEarlierTransactionIsNotExecutedEither() {
    Cursor<Row> cur = conn.cursor("c");
    Cursor<Row> hold = conn.cursor(CursorOptions.name("h").withHold(true));
    conn.commit();
    Cursor<Row> fine = conn.cursor("fine");
    Shared.run(conn, "SELECT 1");
    assertThat(fine.execute(TEN).fetchAll()).hasSize(10);
    conn.commit();
    assertRefused(cur, INVALID, () -> cur.execute("SELECT 1"));
    assertRefused(cur, INVALID, () -> cur.execute(""));
    assertRefused(cur, INVALID, cur::fetchOne);
    assertThat(hold.execute(TEN).fetchAll()).hasSize(10);
  }

  /** psycopg2 raises "named cursor isn't valid anymore" there, and leaves the cursor open. */
  @Test
  void closingAfterTheTransactionIsNoError() {
    Cursor<Row> cur;
    try (Cursor<Row> closing = named("c")) {
      cur = closing;
      conn.commit();
    }
    assertThat(cur.closed()).isTrue();
    assertThatThrownBy(cur::fetchOne)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("cursor already closed");
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
  }

  @Test
  void closingInAFailedTransactionSendsNothing() {
    Cursor<Row> cur = named("c");
    fail();
    cur.close();
    assertThat(cur.closed()).isTrue();
    assertThat(cur.statusMessage()).isEqualTo("DECLARE CURSOR");
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
  }

  @Test
  void closingWhatTheServerHasClosedIsItsError() {
    Cursor<Row> cur = named("c");
    Shared.run(conn, "CLOSE c");
    assertThatThrownBy(cur::close).isInstanceOf(InvalidCursorName.class);
    assertThat(cur.closed()).isTrue();
    cur.close();
  }

  @Test
  void aFailedTransactionServesTheRowsThatAreHere() {
    Cursor<Row> cur = named("c");
    cur.itersize(3);
    var rows = cur.iterator();
    rows.next();
    fail();
    assertThat(rows.next().getInt(0)).isEqualTo(2);
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(3);
    assertThatThrownBy(rows::hasNext).isInstanceOf(InFailedSqlTransaction.class);
    assertState(cur, -1, -1, null, "");
    conn.rollback();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void afterRollingBackToASavepointItGoesOn() {
    Cursor<Row> cur = named("c");
    Shared.run(conn, "SAVEPOINT s");
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(1);
    fail();
    Shared.run(conn, "ROLLBACK TO s");
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(2);
    assertThat(cur.rowNumber()).isEqualTo(2);
  }

  /** Else CLOSE would fail, and with it the transaction around the block. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingWhatWentWithABlocksSavepointIsNoError(boolean withHold) {
    conn.inTransaction(
        tx -> {
          Cursor<Row> gone = tx.cursor(CursorOptions.name("gone").withHold(withHold));
          Cursor<Row> older = tx.cursor("older").execute("SELECT 1");
          assertThatThrownBy(
                  () ->
                      tx.inTransaction(
                          inner -> {
                            gone.execute("SELECT 1");
                            fail();
                          }))
              .isInstanceOf(PsycopgException.class);
          gone.close();
          older.close();
          assertThat(tx.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
          assertThat(cursorsOnTheServer()).isEmpty();
        });
  }

  @Test
  void inAutocommitItNeedsHold() {
    conn.autocommit(true);
    Cursor<Row> cur = conn.cursor("c");
    assertRefused(cur, OUTSIDE, () -> cur.execute(TEN));
    assertRefused(cur, OUTSIDE, () -> cur.execute(""));
    assertRefused(cur, OUTSIDE, () -> cur.execute("SELECT %s, %s", 1));
    assertState(cur, -1, 0, null, null);
    assertThatThrownBy(cur::fetchOne)
        .isInstanceOf(InvalidCursorName.class)
        .hasMessage("cursor \"c\" does not exist");
    cur.withHold(true);
    assertThat(ints(cur.execute(TEN).fetchMany(2))).containsExactly(1, 2);
    cur.scroll(1);
    assertThat(ints(cur.fetchAll())).containsExactly(4, 5, 6, 7, 8, 9, 10);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    cur.close();
    assertThat(cursorsOnTheServer()).isEmpty();
  }

  @Test
  void inATransactionBlockAutocommitDoesNotMatter() {
    conn.autocommit(true);
    conn.inTransaction(tx -> assertThat(named("c").fetchAll()).hasSize(10));
    assertRefusedAfter(conn.cursor("c"));
  }

  private void assertRefusedAfter(Cursor<Row> cur) {
    assertRefused(cur, OUTSIDE, () -> cur.execute(TEN));
  }

  @Test
  void aFailedQueryWithHoldLeavesNothingBehind() {
    conn.autocommit(true);
    Cursor<Row> cur = conn.cursor(CursorOptions.name("c").withHold(true));
    assertThatThrownBy(() -> cur.execute("SELECT 1/0")).isInstanceOf(DivisionByZero.class);
    cur.close(); // psycopg2 raises InvalidCursorName
    assertThat(cursorsOnTheServer()).isEmpty();
  }

  @Test
  void withHoldOutlivesTransactionsAndBeginsNone() {
    Cursor<Row> cur = held("h");
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(1);
    conn.commit();
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(2);
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    conn.rollback();
    assertThat(ints(cur.fetchMany(2))).containsExactly(3, 4);
    cur.itersize(2);
    assertThat(cur.iterator().next().getInt(0)).isEqualTo(5);
    cur.scroll(2);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    Shared.run(conn, "SELECT 1");
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(8);
    conn.rollback();
    assertThat(ints(cur.fetchAll())).containsExactly(9, 10);
    cur.close();
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    assertThat(cursorsOnTheServer()).isEmpty();
  }

  @Test
  void withHoldGoesWithTheRollbackOfItsOwnTransaction() {
    Cursor<Row> cur = held("h");
    conn.rollback();
    assertThatThrownBy(cur::fetchOne).isInstanceOf(InvalidCursorName.class);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
  }

  @Test
  void withHoldStaysIfItIsClosedInAFailedTransaction() {
    Cursor<Row> cur = held("h");
    conn.commit();
    fail();
    assertThatThrownBy(cur::fetchOne).isInstanceOf(InFailedSqlTransaction.class);
    cur.close();
    conn.rollback();
    assertThat(cursorsOnTheServer()).containsExactly("h");
  }

  private void openRefcursor(String name) {
    Shared.run(
        conn,
        """
        DO $$ DECLARE c refcursor := '%s'; BEGIN
          OPEN c FOR SELECT generate_series(1, 5);
        END $$"""
            .formatted(name));
  }

  @Test
  void oneThatIsNotExecutedFetchesFromSomebodyElses() {
    openRefcursor("st");
    Cursor<Row> cur = conn.cursor("st");
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(1);
    cur.scroll(1);
    assertThat(cur).extracting(row -> row.getInt(0)).containsExactly(3, 4, 5);
    assertThat(cur.query()).isNull();
    cur.close();
    assertThat(cursorsOnTheServer()).isEmpty();
    assertThat(conn.status()).isEqualTo(ConnectionStatus.BEGIN);
  }

  @Test
  void aStolenOneIsBoundToItsTransactionToo() {
    openRefcursor("st");
    Cursor<Row> cur = conn.cursor("st");
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(1);
    conn.commit();
    openRefcursor("st");
    assertRefused(cur, INVALID, cur::fetchOne);
    assertRefused(cur, INVALID, () -> cur.execute("SELECT 1"));
    assertThat(conn.cursor("st").fetchOne().getInt(0)).isEqualTo(1);
  }

  @Test
  void whereThereIsNothingToStealTheTransactionFails() {
    Cursor<Row> cur = conn.cursor("c");
    assertThatThrownBy(cur::fetchAll)
        .isInstanceOf(InvalidCursorName.class)
        .hasMessage("cursor \"c\" does not exist");
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    assertState(cur, -1, -1, null, "");
    conn.rollback();
    Cursor<Row> hold = conn.cursor(CursorOptions.name("c").withHold(true));
    assertThatThrownBy(() -> hold.scroll(1)).isInstanceOf(InvalidCursorName.class);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
  }

  @Test
  void closingOneThatIsNotExecutedLooksForIt() {
    Cursor<Row> cur = conn.cursor("u");
    cur.close();
    assertState(cur, 0, 0, List.of("?column?"), "SELECT 0");
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    openRefcursor("u");
    Cursor<Row> other = conn.cursor("u");
    other.close();
    assertState(other, -1, 0, null, "CLOSE CURSOR");
    assertThat(other.query()).isNull();
    fail();
    Cursor<Row> failed = conn.cursor("u");
    failed.close();
    assertState(failed, -1, 0, null, null);
  }

  @Test
  void aClosedConnectionClosesIt() {
    Cursor<Row> cur = named("c");
    conn.close();
    cur.close();
    assertThatThrownBy(cur::fetchOne)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("cursor already closed");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Integer.MIN_VALUE, 1L + Integer.MAX_VALUE, Long.MAX_VALUE})
  void whatNoMoveCanSayIsRefusedAndMovesNothing(long distance) {
    Cursor<Row> cur = named("c");
    cur.fetchOne();
    String refused = "scroll destination out of bounds";
    assertRefused(cur, refused, () -> cur.scroll(distance));
    assertRefused(cur, refused, () -> cur.scroll(distance, ScrollMode.ABSOLUTE));
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(2);
  }

  @Test
  void scrollingGoesPastTheEndsWithoutAnError() {
    Cursor<Row> cur = conn.cursor(CursorOptions.name("c").scrollable(true)).execute(TEN);
    cur.scroll(100);
    assertState(cur, -1, 10, null, "MOVE 10");
    assertThat(cur.fetchOne()).isNull();
    cur.scroll(-1);
    assertThat(cur.rowNumber()).isEqualTo(10);
    cur.scroll(-100);
    assertState(cur, -1, 0, null, "MOVE 9");
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(1);
    cur.scroll(-1, ScrollMode.ABSOLUTE);
    assertThat(cur.fetchAll()).isEmpty();
    assertThat(ints(cur.fetchMany(-2))).containsExactly(10, 9);
    cur.scroll(0, ScrollMode.ABSOLUTE);
    cur.scroll(50, ScrollMode.ABSOLUTE);
    assertState(cur, -1, -1, null, "MOVE 0"); // nobody has counted them
    cur.scroll(3, ScrollMode.ABSOLUTE);
    assertState(cur, -1, 3, null, "MOVE 1");
  }

  @Test
  void withoutScrollGoingBackIsTheServersError() {
    Cursor<Row> cur = conn.cursor(CursorOptions.name("c").scrollable(false)).execute(TEN);
    cur.fetchMany(2);
    assertThatThrownBy(() -> cur.scroll(-1))
        .isInstanceOf(ObjectNotInPrerequisiteState.class)
        .hasMessage(
            """
            cursor can only scan forward
            HINT:  Declare it with SCROLL option to enable backward scan.""");
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
  }

  @Test
  void aRowOfNoColumnsIsARow() {
    Cursor<Row> cur = conn.cursor("c").execute("SELECT FROM generate_series(1, 2)");
    assertThat(cur.fetchAll()).extracting(Row::size).containsExactly(0, 0);
    assertThat(cur.description()).isEmpty();
  }
}
