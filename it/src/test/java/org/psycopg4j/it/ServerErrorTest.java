// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.CheckViolation;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.DatabaseException;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.IntegrityException;
import org.psycopg4j.errors.InvalidTextRepresentation;
import org.psycopg4j.errors.NotNullViolation;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.RaiseException;
import org.psycopg4j.errors.SyntaxError;
import org.psycopg4j.errors.UndefinedColumn;
import org.psycopg4j.errors.UniqueViolation;

/** An error of the server: its class, its text as psycopg2 has it, and every field. */
class ServerErrorTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.autocommit();
    cur = conn.cursor();
    cur.execute(
        """
        CREATE TEMP TABLE t (
          a int CONSTRAINT "the key" PRIMARY KEY, b int NOT NULL, c int CHECK (c > 0));
        INSERT INTO t VALUES (1, 1, 1)""");
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private <E extends DatabaseException> E raised(Class<E> type, String sql) {
    E raised = requireNonNull(catchThrowableOfType(type, () -> cur.execute(sql)));
    assertThat(raised.cursor()).isSameAs(cur);
    assertThat(raised.pgcode()).isEqualTo(raised.diag().sqlstate());
    assertThat(raised.pgerror()).isEqualTo("ERROR:  " + raised.getMessage() + "\n");
    return raised;
  }

  @Test
  void aUniqueViolationHasAllItsFields() {
    UniqueViolation e = raised(UniqueViolation.class, "INSERT INTO t VALUES (1, 2, 3)");
    assertThat(e).isInstanceOf(IntegrityException.class);
    assertThat(e)
        .hasMessage(
            """
            duplicate key value violates unique constraint "the key"
            DETAIL:  Key (a)=(1) already exists.""");
    Diagnostics diag = e.diag();
    assertThat(diag.severity()).isEqualTo("ERROR");
    assertThat(diag.severityNonlocalized()).isEqualTo("ERROR");
    assertThat(diag.sqlstate()).isEqualTo("23505");
    assertThat(diag.messagePrimary())
        .isEqualTo("duplicate key value violates unique constraint \"the key\"");
    assertThat(diag.messageDetail()).isEqualTo("Key (a)=(1) already exists.");
    assertThat(diag.schemaName()).startsWith("pg_temp");
    assertThat(diag.tableName()).isEqualTo("t");
    assertThat(diag.constraintName()).isEqualTo("the key");
    assertThat(diag.sourceFile()).isEqualTo("nbtinsert.c");
    assertThat(diag.sourceLine()).matches("[0-9]+");
    assertThat(diag.sourceFunction()).isEqualTo("_bt_check_unique");
    assertThat(diag.messageHint()).isNull();
    assertThat(diag.statementPosition()).isNull();
    assertThat(diag.internalPosition()).isNull();
    assertThat(diag.internalQuery()).isNull();
    assertThat(diag.context()).isNull();
    assertThat(diag.columnName()).isNull();
    assertThat(diag.datatypeName()).isNull();
  }

  @Test
  void anErrorNamesTheColumnOrTheTypeItIsAbout() {
    NotNullViolation missing = raised(NotNullViolation.class, "INSERT INTO t VALUES (2, NULL, 1)");
    assertThat(missing.diag().columnName()).isEqualTo("b");
    assertThat(missing.diag().messageDetail()).isEqualTo("Failing row contains (2, null, 1).");
    CheckViolation wrong = raised(CheckViolation.class, "INSERT INTO t VALUES (2, 1, -1)");
    assertThat(wrong.diag().constraintName()).isEqualTo("t_c_check");
    cur.execute("CREATE DOMAIN pg_temp.positive AS int CONSTRAINT sign CHECK (VALUE > 0)");
    CheckViolation domain = raised(CheckViolation.class, "SELECT (-1)::pg_temp.positive");
    assertThat(domain.diag().datatypeName()).isEqualTo("positive");
    assertThat(domain.diag().constraintName()).isEqualTo("sign");
  }

  @Test
  void aValueThatIsNoNumberIsShownInItsPlace() {
    InvalidTextRepresentation e = raised(InvalidTextRepresentation.class, "SELECT 1, 'zwölf'::int");
    assertThat(e).isInstanceOf(DataException.class);
    assertThat(e)
        .hasMessage(
            """
            invalid input syntax for type integer: "zwölf"
            LINE 1: SELECT 1, 'zwölf'::int
                              ^""");
    assertThat(e.diag().statementPosition()).isEqualTo("11");
  }

  @Test
  void thePositionIsInTheLineThatIsMeant() {
    SyntaxError e = raised(SyntaxError.class, "SELECT 'é',\n\t2 x y\nFROM t");
    assertThat(e).isInstanceOf(ProgrammingException.class);
    assertThat(e)
        .hasMessage(
            """
            syntax error at or near "y"
            LINE 2:  2 x y
                         ^""");
  }

  @Test
  void thePositionCountsInTheMergedText() {
    Throwable e =
        catchThrowableOfType(
            UndefinedColumn.class, () -> cur.execute("SELECT %s, nosuch", "long value"));
    assertThat(e)
        .hasMessage(
            """
            column "nosuch" does not exist
            LINE 1: SELECT 'long value', nosuch
                                         ^""");
  }

  @Test
  void anErrorInAFunctionHasItsContext() {
    cur.execute(
        """
        CREATE FUNCTION pg_temp.f(x int) RETURNS int LANGUAGE plpgsql AS
        $$ BEGIN RETURN 1 / x; END $$""");
    DivisionByZero e = raised(DivisionByZero.class, "SELECT pg_temp.f(0)");
    assertThat(e.diag().context()).startsWith("PL/pgSQL function pg_temp").contains("f(integer)");
    assertThat(e).hasMessage("division by zero\nCONTEXT:  " + e.diag().context());
  }

  @Test
  void anErrorInAFunctionsQueryShowsThatQuery() {
    UndefinedColumn e =
        raised(UndefinedColumn.class, "DO $$ BEGIN EXECUTE 'SELECT nosuch'; END $$");
    assertThat(e.diag().internalQuery()).isEqualTo("SELECT nosuch");
    assertThat(e.diag().internalPosition()).isEqualTo("8");
    assertThat(e)
        .hasMessage(
            """
            column "nosuch" does not exist
            LINE 1: SELECT nosuch
                           ^
            QUERY:  SELECT nosuch
            CONTEXT:  PL/pgSQL function inline_code_block line 1 at EXECUTE""");
  }

  @Test
  void everyOptionOfRaiseArrives() {
    RaiseException e =
        raised(
            RaiseException.class,
            """
            DO $$ BEGIN
              RAISE EXCEPTION 'prímary' USING DETAIL = 'the detail', HINT = 'the hint',
                COLUMN = 'col', CONSTRAINT = 'con', DATATYPE = 'typ', TABLE = 'tab',
                SCHEMA = 'sch';
            END $$""");
    assertThat(e)
        .hasMessage(
            """
            prímary
            DETAIL:  the detail
            HINT:  the hint
            CONTEXT:  PL/pgSQL function inline_code_block line 2 at RAISE""");
    assertThat(e.pgcode()).isEqualTo("P0001");
    assertThat(e.diag().columnName()).isEqualTo("col");
    assertThat(e.diag().constraintName()).isEqualTo("con");
    assertThat(e.diag().datatypeName()).isEqualTo("typ");
    assertThat(e.diag().tableName()).isEqualTo("tab");
    assertThat(e.diag().schemaName()).isEqualTo("sch");
  }

  private DatabaseException raisedWith(String sqlstate) {
    return raised(
        DatabaseException.class,
        "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '%s'; END $$".formatted(sqlstate));
  }

  @Test
  void anUnknownSqlstateHasTheClassOfItsFirstLetters() {
    assertThat(raisedWith("ZZ123")).isExactlyInstanceOf(DatabaseException.class);
    assertThat(raisedWith("ZZ123").pgcode()).isEqualTo("ZZ123");
    assertThat(raisedWith("22ZZZ")).isExactlyInstanceOf(DataException.class);
    assertThat(raisedWith("23ZZZ")).isExactlyInstanceOf(IntegrityException.class);
    assertThat(raisedWith("23505")).isExactlyInstanceOf(UniqueViolation.class);
  }

  @Test
  void anErrorStaysAsItIsWhenAnotherOneFollows() {
    DivisionByZero first = raised(DivisionByZero.class, "SELECT 1/0");
    raised(UndefinedColumn.class, "SELECT nosuch");
    assertThat(first.diag().messagePrimary()).isEqualTo("division by zero");
    assertThat(first.pgcode()).isEqualTo("22012");
  }

  @Test
  void anErrorInTheMiddleOfRowsLeavesNone() {
    raised(DivisionByZero.class, "SELECT 1 / (5000 - g) FROM generate_series(1, 10000) g");
    assertThat(cur.rowCount()).isEqualTo(-1);
    assertThat(cur.description()).isNull();
  }
}
