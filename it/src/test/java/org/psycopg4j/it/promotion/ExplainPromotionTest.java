// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.PromotionReport;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Tuple;

/** The reasons why statements are not prepared, and that they are the true ones. */
class ExplainPromotionTest {
  private static void refused(Connection conn, String reason, String sql, Object... arguments) {
    PromotionReport before = conn.explainPromotion(sql, arguments);
    assertThat(before.promoted()).as(sql).isFalse();
    assertThat(before.reason()).as(sql).contains(reason);
    assertThat(before.statementName()).isNull();
    long promoted = conn.info().promotedExecutions();
    for (int i = 0; i < 3; i++) {
      conn.cursor().execute(sql, arguments);
    }
    assertThat(conn.info().promotedExecutions()).as(sql).isEqualTo(promoted);
  }

  @Test
  void theTextSpeaksAgainstIt() {
    try (Connection conn = Own.autocommit(Own.FORCED)) {
      refused(conn, "not one of SELECT", "SET application_name TO %s", "x");
      refused(conn, "more than one statement", "SELECT %s; SELECT 2", 1);
      refused(conn, "ORDER BY", "SELECT 1, 2 ORDER BY %s", 1);
      refused(conn, "ORDER BY", "SELECT 1 GROUP BY %s", 1);
      refused(conn, "longer word, number or string", "SELECT 1%s", 5);
      refused(conn, "minus sign", "SELECT -%s", 1);
      refused(conn, "BETWEEN", "SELECT %s BETWEEN 1 AND 2", 1);
      refused(conn, "constants alone", "SELECT %s + 1 - 2 + %s * 3", 1, 2);
      refused(conn, "set_config", "SELECT set_config('a.b', %s, false)", "x");
      refused(conn, "another time each day", "SELECT 'today'::date, %s", 1);
    }
  }

  @Test
  void anArgumentSpeaksAgainstIt() {
    try (Connection conn = Own.autocommit(Own.FORCED)) {
      refused(conn, "sign of a negative number", "SELECT %s::int2", -5);
      refused(conn, "IS NULL", "SELECT 1 WHERE 1 = %s", (Object) null);
      refused(conn, "no single constant", "SELECT 1 WHERE 1 IN %s", Tuple.of(1, 2));
      refused(conn, "no single constant", "SELECT %s", new AsIs("1 + 1"));
      refused(conn, "division by zero", "SELECT x / %s FROM generate_series(1, 0) x", 0);
    }
  }

  @Test
  void theServerSpeaksAgainstIt() {
    try (Connection conn = Own.autocommit(Own.FORCED)) {
      String sql = "SELECT json_build_array(%s)";
      conn.cursor().execute(sql, "x");
      PromotionReport report = conn.explainPromotion(sql, "x");
      assertThat(report.promoted()).isFalse();
      assertThat(report.reason()).contains("could not determine data type of parameter $1");
      assertThat(report.executions()).isEqualTo(1);
    }
  }

  @Test
  void theExecutionsAreCountedForEachKindOfArgument() {
    try (Connection conn = Own.autocommit(5)) {
      String sql = "SELECT %s";
      for (int i = 0; i < 3; i++) {
        conn.cursor().execute(sql, 1);
      }
      conn.cursor().execute(sql, "x");
      assertThat(conn.explainPromotion(sql, 7).executions()).isEqualTo(3);
      assertThat(conn.explainPromotion(sql, 7).reason()).contains("after 1 more execution");
      assertThat(conn.explainPromotion(sql, "y").executions()).isEqualTo(1);
      assertThat(conn.explainPromotion(sql, -7).executions()).isZero();
    }
  }

  @Test
  void aPromotedStatementHasTheNameThatTheServerKnows() {
    try (Connection conn = Own.autocommit(Own.FORCED)) {
      conn.cursor().execute("SELECT %(a)s + %(b)s * 0, %(a)s", Map.of("a", 1, "b", 2));
      conn.cursor().execute("SELECT relname FROM pg_class WHERE oid = %(a)s", Map.of("a", 1));
      PromotionReport report =
          conn.explainPromotion("SELECT relname FROM pg_class WHERE oid = %(a)s", Map.of("a", 2));
      assertThat(report.promoted()).isTrue();
      conn.prepareThreshold(-1);
      assertThat(
              Own.value(
                  conn,
                  "SELECT statement FROM pg_prepared_statements WHERE name = %s",
                  report.statementName()))
          .isEqualTo("SELECT relname FROM pg_class WHERE oid = $1");
    }
  }

  @Test
  void settingsSpeakAgainstIt() {
    try (Connection conn = Own.autocommit(-1)) {
      assertThat(conn.explainPromotion("SELECT 1").reason()).contains("prepareThreshold");
      conn.prepareThreshold(5);
      assertThat(conn.explainPromotion("SELECT 1").reason()).contains("after 4 more executions");
      conn.preparedMax(0);
      assertThat(conn.explainPromotion("SELECT 1").reason()).contains("preparedMax");
    }
  }
}
