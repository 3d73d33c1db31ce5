// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Copy;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UniqueViolation;

/** COPY from one connection to another. */
@Timeout(60)
class CopyBetweenTest {
  private Connection from;
  private Connection to;

  @BeforeEach
  void connect() {
    from = Shared.connect();
    to = Shared.connect();
    to.cursor().execute("CREATE TEMP TABLE t (a int PRIMARY KEY, b text)");
    to.commit();
  }

  @AfterEach
  void close() {
    from.close();
    to.close();
  }

  private void assertBothUsable() {
    from.rollback();
    to.rollback();
    assertThat(Shared.value(from, "SELECT 1")).isEqualTo(1);
    assertThat(Shared.value(to, "SELECT count(*) FROM t")).isEqualTo(0L);
  }

  @Test
  void rowsGoFromOneToTheOther() {
    long rows =
        Copy.between(
            from,
            "COPY (SELECT g, repeat('x', 100) FROM generate_series(1, 100000) g) TO STDOUT (FORMAT"
                + " binary)",
            to,
            "COPY t FROM STDIN (FORMAT binary)");
    assertThat(rows).isEqualTo(100_000);
    assertThat(Shared.value(to, "SELECT sum(a + length(b)) FROM t")).isEqualTo(5_010_050_000L);
  }

  @Test
  void aFailureOfTheSourceEndsTheTarget() {
    assertThatThrownBy(
            () ->
                Copy.between(
                    from,
                    "COPY (SELECT g, 1 / (90000 - g) FROM generate_series(1, 100000) g) TO STDOUT",
                    to,
                    "COPY t FROM STDIN"))
        .isInstanceOf(DivisionByZero.class);
    assertBothUsable();
  }

  @Test
  void aFailureOfTheTargetEndsTheSource() {
    assertThatThrownBy(
            () ->
                Copy.between(
                    from,
                    "COPY (SELECT generate_series(1, 2000000000) % 1000, 'x') TO STDOUT",
                    to,
                    "COPY t FROM STDIN"))
        .isInstanceOf(UniqueViolation.class);
    assertBothUsable();
  }

  @Test
  void aConnectionIsNotCopiedToItself() {
    assertThatThrownBy(() -> Copy.between(to, "COPY t TO STDOUT", to, "COPY t FROM STDIN"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("busy");
    assertBothUsable();
    assertThatThrownBy(() -> Copy.between(from, "COPY t TO STDOUT", to, "SELECT 1"))
        .isInstanceOf(ProgrammingException.class);
    assertBothUsable();
  }
}
