// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.types.Vectors;

/** Fields of named tuples are called, and refused, as psycopg2 does it: vectors.py asked it. */
class FieldNamesTest {
  static List<String[]> vectors() {
    return Vectors.read(FieldNamesTest.class, "field-names.tsv");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void asPsycopg2CallsThem(String columns, String outcome, String expected) {
    List<String> names = List.of(columns.split(" "));
    if (outcome.equals("ok")) {
      assertThat(String.join(" ", FieldNames.of(names))).isEqualTo(expected);
    } else {
      assertThatThrownBy(() -> FieldNames.of(names))
          .isInstanceOfSatisfying(
              ParameterException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ParameterException.Kind.VALUE);
                assertThat(e.psycopgText()).isEqualTo(expected);
              });
    }
  }

  @Test
  void noColumnsAreNoFields() {
    assertThat(FieldNames.of(List.of())).isEmpty();
  }
}
