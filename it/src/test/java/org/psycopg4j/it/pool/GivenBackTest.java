// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.Connection;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.pool.ConnectionPool;

/** A borrower finds each connection as configure has left it, whatever others have changed. */
class GivenBackTest {

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void settingsAreGivenBack(boolean configured, boolean borrowed) {
    List<Object> heard = new ArrayList<>();
    try (ConnectionPool pool =
        Pools.ready(
            o ->
                o.minSize(1)
                    .configure(
                        conn -> {
                          conn.isolationLevel(IsolationLevel.REPEATABLE_READ);
                          conn.autocommit(configured);
                          conn.timeout(Duration.ofSeconds(20));
                          conn.cancelTimeout(Duration.ofSeconds(3));
                        }))) {
      int pid;
      try (Connection conn = pool.getConn()) {
        pid = conn.getBackendPid();
        conn.autocommit(borrowed);
        conn.isolationLevel(IsolationLevel.SERIALIZABLE);
        conn.readonly(true);
        conn.deferrable(true);
        conn.setClientEncoding("LATIN1");
        conn.timeout(Duration.ofSeconds(1));
        conn.cancelTimeout(Duration.ofSeconds(1));
        conn.onNotify(heard::add);
        conn.statementLog((cursor, elapsed, error) -> heard.add(elapsed));
        Pools.value(conn, "SELECT 1");
        if (!borrowed) {
          conn.rollback();
        }
        conn.autocommit(!borrowed);
        Pools.run(conn, "DO $$ BEGIN RAISE NOTICE 'left'; END $$");
        assertThat(conn.notices()).isNotEmpty();
      }
      heard.clear();
      try (Connection conn = pool.getConn()) {
        assertThat(conn.getBackendPid()).isEqualTo(pid);
        assertThat(conn.autocommit()).isEqualTo(configured);
        assertThat(conn.isolationLevel()).isEqualTo(IsolationLevel.REPEATABLE_READ);
        assertThat(conn.readonly()).isNull();
        assertThat(conn.deferrable()).isNull();
        assertThat(conn.encoding()).isEqualTo("UTF8");
        assertThat(conn.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(conn.cancelTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(conn.notices()).isEmpty();
        assertThat(conn.statementLog()).isNull();
        assertThat(Pools.value(conn, "SHOW transaction_isolation")).isEqualTo("repeatable read");
        assertThat(Pools.value(conn, "SHOW transaction_read_only")).isEqualTo("off");
        assertThat(Pools.value(conn, "SHOW default_transaction_read_only")).isEqualTo("off");
        assertThat(Pools.value(conn, "SHOW default_transaction_deferrable")).isEqualTo("off");
        assertThat(Pools.value(conn, "SHOW client_encoding")).isEqualTo("UTF8");
      }
      assertThat(heard).isEmpty();
    }
  }
}
