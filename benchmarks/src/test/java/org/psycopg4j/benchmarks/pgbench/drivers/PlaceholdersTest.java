// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private static final String TWO = "select a % 2 from t where b = $1 and c ? $2";

  @Test
  void psycopg2HasPercentS() {
    assertThat(Placeholders.percent(TWO)).isEqualTo("select a %% 2 from t where b = %s and c ? %s");
  }

  @Test
  void withoutAnyAPercentSignIsNothingSpecial() {
    assertThat(Placeholders.percent("select 5 % 2")).isEqualTo("select 5 % 2");
  }

  @Test
  void jdbcHasQuestionMarks() {
    assertThat(Placeholders.question(TWO)).isEqualTo("select a % 2 from t where b = ? and c ?? ?");
  }

  @Test
  void anotherOrderIsAnError() {
    assertThatThrownBy(() -> Placeholders.percent("select $2, $1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("select $2, $1");
  }
}
