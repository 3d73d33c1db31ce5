// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.ParameterException;

class IsolationLevelTest {
  @ParameterizedTest
  @CsvSource({
    "READ committed, 1, READ_COMMITTED",
    "repeatable read, 2, REPEATABLE_READ",
    "SERIALIZABLE, 3, SERIALIZABLE",
    "Read Uncommitted, 4, READ_UNCOMMITTED"
  })
  void hasANameAndANumber(String name, int code, IsolationLevel level) {
    assertThat(IsolationLevel.of(name)).isEqualTo(level);
    assertThat(IsolationLevel.of(code)).isEqualTo(level);
    assertThat(level.code()).isEqualTo(code);
  }

  @Test
  void theDefaultIsNull() {
    assertThat(IsolationLevel.of("default")).isNull();
    assertThat(IsolationLevel.of("DEFAULT")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "", " serializable", "READ_COMMITTED"})
  void namesThatAreNone(String name) {
    assertThatThrownBy(() -> IsolationLevel.of(name))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.VALUE))
        .hasMessage("bad value for isolation_level: '" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  void numbersThatAreNone(int code) {
    assertThatThrownBy(() -> IsolationLevel.of(code))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.VALUE))
        .hasMessage("isolation_level must be between 1 and 4");
  }
}
