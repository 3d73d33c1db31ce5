// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.InvalidTransactionTermination;

/** Functions by {@code callProc}, procedures by CALL. */
class ProceduresTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.autocommit();
    cur = conn.cursor();
    cur.execute(
        """
        CREATE FUNCTION pg_temp.squares(n int, "per %% cent" int DEFAULT 0)
          RETURNS TABLE (i int, square int)
          LANGUAGE sql AS 'SELECT i, i * i + $2 FROM generate_series(1, n) i';
        CREATE PROCEDURE pg_temp.double(INOUT x int, INOUT y text)
          LANGUAGE plpgsql AS 'BEGIN x := x * 2; y := y || y; END';
        CREATE TEMP TABLE steps (n int);
        CREATE PROCEDURE pg_temp.commits()
          LANGUAGE plpgsql AS 'BEGIN INSERT INTO steps VALUES (1); COMMIT; PERFORM 1/0; END';
        """
            .replace("%%", "%"));
  }

  @AfterEach
  void close() {
    conn.close();
  }

  @Test
  void aFunctionsRowsAreFetchedAsAnyOthers() {
    assertThat(cur.callProc("pg_temp.squares", 3)).isSameAs(cur);
    assertThat(cur.fetchAll()).hasToString("[(1, 1), (2, 4), (3, 9)]");
    assertThat(cur.callProc("pg_temp.squares", Map.of("n", 1)).fetchOne()).hasToString("(1, 1)");
  }

  @Test
  void noArgumentsAtAll() {
    assertThat(cur.callProc("pg_backend_pid").fetchOne().get(0)).isEqualTo(conn.getBackendPid());
    assertThat(cur.callProc("pg_backend_pid", (Object[]) null).rowCount()).isEqualTo(1);
  }

  @Test
  void anArgumentsNameMayHaveAPerCentSign() {
    cur.callProc("pg_temp.squares", Map.of("n", 2, "per % cent", 10));
    assertThat(cur.query()).asString().contains("\"per % cent\":=10");
    assertThat(cur.fetchAll()).hasToString("[(1, 11), (2, 14)]");
  }

  @Test
  void whatAProceduresInoutParametersBecomeIsARow() {
    cur.execute("CALL pg_temp.double(%s, %s)", 21, "é");
    assertThat(cur.fetchOne()).hasToString("(42, 'éé')");
    assertThat(cur.statusMessage()).isEqualTo("CALL");
    assertThat(cur.description()).extracting(c -> c.name()).containsExactly("x", "y");
  }

  @Test
  void aProcedureThatCommitsNeedsAutocommit() {
    assertThatThrownBy(() -> cur.execute("CALL pg_temp.commits()"))
        .hasMessageStartingWith("division by zero");
    assertThat(Shared.value(conn, "SELECT count(*) FROM steps")).isEqualTo(1L);
    conn.autocommit(false);
    assertThatThrownBy(() -> cur.execute("CALL pg_temp.commits()"))
        .isInstanceOf(InvalidTransactionTermination.class);
    conn.rollback();
    assertThat(Shared.value(conn, "SELECT count(*) FROM steps")).isEqualTo(1L);
  }
}
