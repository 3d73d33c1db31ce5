// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChecksumTest {
  @Test
  void rowsMayComeInAnyOrder() {
    assertThat(of(new Object[] {1, "a"}, new Object[] {2, "b"}))
        .isEqualTo(of(new Object[] {2, "b"}, new Object[] {1, "a"}));
  }

  @Test
  void valuesStayInTheirColumns() {
    assertThat(of(new Object[] {1, 2})).isNotEqualTo(of(new Object[] {2, 1}));
    assertThat(of(new Object[] {1}, new Object[] {2})).isNotEqualTo(of(new Object[] {1, 2}));
  }

  @Test
  void theTypeCounts() {
    assertThat(of(new Object[] {1})).isNotEqualTo(of(new Object[] {1L}));
    assertThat(of(new Object[] {new BigDecimal("1.0")}))
        .isNotEqualTo(of(new Object[] {new BigDecimal("1.00")}));
    assertThat(of(new Object[] {null})).isNotEqualTo(of(new Object[] {0}));
  }

  @Test
  void anInstantIsTheSameAtEveryOffset() {
    assertThat(of(new Object[] {OffsetDateTime.parse("2024-01-01T00:00:00.000001Z")}))
        .isEqualTo(of(new Object[] {OffsetDateTime.parse("2024-01-01T02:00:00.000001+02:00")}));
  }

  @Test
  void aValueOfAnotherTypeIsRefused() {
    assertThatThrownBy(() -> of(new Object[] {new Timestamp(0)}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.sql.Timestamp");
  }

  private static String of(@Nullable Object[]... rows) {
    Checksum checksum = new Checksum();
    for (Object[] row : rows) {
      for (Object value : row) {
        checksum.add(value);
      }
      checksum.endRow();
    }
    return checksum.toString();
  }
}
