// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.LargeObject;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.types.Interval;

/** What every supported version of the server does alike. */
class VersionsTest {
  @ParameterizedTest
  @ValueSource(ints = {13, 14, 15, 16, 17, 18})
  void everyVersionServes(int version) {
    assumeTrue(Shared.server().embedded(), "there are no binaries for this platform");
    try (PostgresServer server =
            PostgresServer.builder()
                .version(version)
                .setting("password_encryption", "scram-sha-256")
                .initSql("CREATE ROLE someone LOGIN PASSWORD 'sécret'")
                .hba("host all someone 127.0.0.1/32 scram-sha-256")
                .start();
        Connection conn = Psycopg.connect(server.dsn());
        Cursor<Row> cur = conn.cursor()) {
      assertThat(conn.serverVersion() / 10_000).isEqualTo(version);
      assertThat(conn.getParameterStatus("server_version"))
          .isEqualTo("%d.%d".formatted(version, conn.serverVersion() % 10_000));
      statements(conn, cur);
      errorsAndNotices(conn, cur);
      values(cur);
      largeObjects(conn);
      try (Connection someone =
          Psycopg.connect(server.dsn(), options -> options.user("someone").password("sécret"))) {
        assertThat(Shared.value(someone, "SELECT current_user::text")).isEqualTo("someone");
      }
    }
  }

  private static void statements(Connection conn, Cursor<Row> cur) {
    cur.execute("CREATE TABLE t (a int PRIMARY KEY, b text)");
    cur.executeMany("INSERT INTO t VALUES (%s, %s)", List.of(List.of(1, "x"), List.of(2, "y")));
    assertThat(cur.rowCount()).isEqualTo(2);
    conn.commit();
    cur.execute("UPDATE t SET b = b || %s WHERE a = %s RETURNING b", "é", 1);
    assertThat(cur.fetchOne()).containsExactly("xé");
    assertThat(cur.statusMessage()).isEqualTo("UPDATE 1");
    conn.rollback();
    cur.execute("SELECT a, b FROM t ORDER BY a");
    assertThat(cur.fetchAll())
        .extracting(Row::toList)
        .containsExactly(List.of(1, "x"), List.of(2, "y"));
  }

  private static void errorsAndNotices(Connection conn, Cursor<Row> cur) {
    assertThatThrownBy(() -> cur.execute("INSERT INTO t VALUES (1, 'z')"))
        .isInstanceOfSatisfying(
            UniqueViolation.class, e -> assertThat(e.diag().constraintName()).isEqualTo("t_pkey"));
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    conn.rollback();
    cur.execute("DO $$ BEGIN RAISE NOTICE 'note'; END $$");
    assertThat(conn.notices()).containsExactly("NOTICE:  note\n");
  }

  private static void values(Cursor<Row> cur) {
    Object[] values = {
      true,
      1L << 40,
      new BigDecimal("1.50"),
      "it's \\",
      new byte[] {0, -1},
      LocalDate.of(2024, 2, 29),
      LocalDateTime.of(2024, 2, 29, 1, 2, 3).atOffset(ZoneOffset.UTC),
      new Interval(1, 2, 3),
      List.of("a", "b")
    };
    cur.execute("SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s", values);
    assertThat(Objects.deepEquals(cur.fetchOne().toList().toArray(), values)).isTrue();
  }

  /** The functions that are called have the same oids everywhere. */
  private static void largeObjects(Connection conn) {
    byte[] data = new byte[100_000];
    data[99_999] = 7;
    LargeObject lo = conn.lobject(0, "wb");
    lo.write(data);
    assertThat(lo.tell()).isEqualTo(100_000);
    assertThat(lo.seek(-1, LargeObject.SEEK_END)).isEqualTo(99_999);
    assertThat(lo.read()).containsExactly(7);
    lo.truncate(99_000);
    lo.close();
    assertThat(conn.lobject(lo.oid(), "rb").read()).hasSize(99_000);
    lo.unlink();
    conn.commit();
    assertThatThrownBy(() -> conn.lobject(lo.oid()))
        .hasMessage("ERROR:  large object " + lo.oid() + " does not exist");
    conn.rollback();
  }
}
