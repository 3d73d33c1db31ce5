// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.PromotionReport;

/** Statements that are executed often enough are prepared, no others, and never too many. */
class PromotedStatementsTest {

  @Test
  void theFifthExecutionIsPromoted() {
    try (Connection conn = Own.autocommit(5)) {
      Own.countPrepared(conn);
      for (int i = 1; i <= 8; i++) {
        assertThat(Own.value(conn, "SELECT %s, 1", i)).isEqualTo(i);
        assertThat(conn.info().promotedExecutions()).isEqualTo(Math.max(0, i - 4));
        assertThat(Own.onServer(conn)).isEqualTo(i >= 5 ? 1 : 0);
      }
      assertThat(conn.info().preparedStatements()).isEqualTo(1);
      assertThat(conn.info().simpleExecutions()).isEqualTo(4);
      assertThat(conn.info().promotionFallbacks()).isZero();
    }
  }

  @Test
  void eachTransactionsFirstStatementIsPromotedToo() {
    try (Connection conn = Own.connect(5)) {
      for (int i = 1; i <= 8; i++) {
        assertThat(Own.value(conn, "SELECT %s, 1", i)).isEqualTo(i);
        conn.commit();
      }
      assertThat(conn.info().promotedExecutions()).isEqualTo(4);
    }
  }

  @Test
  void negativeThresholdOrNoRoomPreparesNothing() {
    try (Connection off = Own.autocommit(-1);
        Connection full = Own.autocommit(Own.FORCED)) {
      full.preparedMax(0);
      for (Connection conn : List.of(off, full)) {
        Own.countPrepared(conn);
        for (int i = 0; i < 8; i++) {
          Own.value(conn, "SELECT %s, 1", i);
        }
        assertThat(Own.onServer(conn)).isZero();
        assertThat(conn.info().promotedExecutions()).isZero();
      }
    }
  }

  @Test
  void everyKindOfArgumentIsPromoted() {
    try (Connection conn = Own.autocommit(Own.FORCED)) {
      List<Object> values =
          List.of(
              5,
              -5,
              5_000_000_000L,
              (short) 1,
              new BigDecimal("1.50"),
              1.5,
              "text",
              true,
              LocalDate.of(2020, 2, 29),
              UUID.randomUUID(),
              new byte[] {0, 1},
              List.of(1, 2),
              List.of("a", "b"));
      for (int i = 0; i < values.size(); i++) {
        Own.value(conn, "SELECT %s AS v" + i, values.get(i));
        assertThat(conn.info().promotedExecutions()).as(() -> "with " + values).isEqualTo(i + 1L);
      }
    }
  }

  @Test
  void theEldestAreClosedWhenThereAreTooMany() {
    try (Connection conn = Own.autocommit(Own.FORCED)) {
      conn.preparedMax(3);
      Own.countPrepared(conn);
      for (int i = 0; i < 40; i++) {
        Own.value(conn, "SELECT %s, " + i % 7, 1);
        assertThat(conn.info().preparedStatements()).isLessThanOrEqualTo(3);
        Own.value(conn, "SELECT %s, " + i % 7, 1); // closes those that are too many
        assertThat(Own.onServer(conn)).isLessThanOrEqualTo(3);
      }
      assertThat(conn.info().promotedExecutions()).isEqualTo(80);
    }
  }

  @Test
  void theOneExecutedLongestAgoIsForgotten() {
    try (Connection conn = Own.autocommit(Own.FORCED)) {
      conn.preparedMax(2);
      Own.value(conn, "SELECT %s, 1", 1);
      Own.value(conn, "SELECT %s, 2", 1);
      Own.value(conn, "SELECT %s, 1", 1);
      Own.value(conn, "SELECT %s, 3", 1);
      assertThat(conn.explainPromotion("SELECT %s, 1", 1).promoted()).isTrue();
      assertThat(conn.explainPromotion("SELECT %s, 2", 1).promoted()).isFalse();
    }
  }

  @Test
  void whatTheServerForgotIsPreparedAnew() {
    for (String forgetting : List.of("DISCARD ALL", "DEALLOCATE ALL")) {
      try (Connection conn = Own.autocommit(Own.FORCED)) {
        Own.value(conn, "SELECT %s, 1", 1);
        conn.cursor().execute(forgetting);
        assertThat(conn.info().preparedStatements()).isZero();
        assertThat(Own.value(conn, "SELECT %s, 1", 1)).isEqualTo(1);
        assertThat(conn.info().promotedExecutions()).isEqualTo(2);
        assertThat(conn.info().promotionFallbacks()).isZero();
      }
    }
  }

  /** A statement that went away behind the connection's back is executed all the same. */
  @Test
  void aStatementThatWasDeallocatedUnseenIsExecutedAnyway() {
    try (Connection conn = Own.autocommit(Own.FORCED)) {
      Own.value(conn, "SELECT %s, 1", 1);
      PromotionReport report = conn.explainPromotion("SELECT %s, 1", 1);
      assertThat(report.promoted()).isTrue();
      conn.cursor()
          .execute(
              "CREATE OR REPLACE FUNCTION pg_temp.forget(name text) RETURNS int LANGUAGE plpgsql"
                  + " AS $$ BEGIN EXECUTE 'DEALLOCATE ' || quote_ident(name); RETURN 1; END $$");
      Own.value(conn, "SELECT %s, 1", 1);
      String name = conn.explainPromotion("SELECT %s, 1", 1).statementName();
      assertThat(name).isNotNull();
      conn.prepareThreshold(-1);
      Own.value(conn, "SELECT pg_temp.forget(%s)", name);
      conn.prepareThreshold(Own.FORCED);
      assertThat(Own.value(conn, "SELECT %s, 1", 2)).isEqualTo(2);
      assertThat(conn.info().promotionFallbacks()).isEqualTo(1);
    }
  }
}
