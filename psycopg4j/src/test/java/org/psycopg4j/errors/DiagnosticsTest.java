// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DiagnosticsTest {
  /** The codes of the PostgreSQL manual, in the order of {@link #ACCESSORS}. */
  private static final String CODES = "SVCMDHPpqWstcdnFLR";

  private static final List<Function<Diagnostics, @Nullable String>> ACCESSORS =
      List.of(
          Diagnostics::severity,
          Diagnostics::severityNonlocalized,
          Diagnostics::sqlstate,
          Diagnostics::messagePrimary,
          Diagnostics::messageDetail,
          Diagnostics::messageHint,
          Diagnostics::statementPosition,
          Diagnostics::internalPosition,
          Diagnostics::internalQuery,
          Diagnostics::context,
          Diagnostics::schemaName,
          Diagnostics::tableName,
          Diagnostics::columnName,
          Diagnostics::datatypeName,
          Diagnostics::constraintName,
          Diagnostics::sourceFile,
          Diagnostics::sourceLine,
          Diagnostics::sourceFunction);

  private static final Map<Character, String> ALL =
      CODES
          .chars()
          .mapToObj(code -> (char) code)
          .collect(Collectors.toMap(code -> code, code -> "value of " + code));

  @Test
  void eachAccessorHasItsField() {
    Diagnostics diag = Diagnostics.of(ALL);

    for (int i = 0; i < ACCESSORS.size(); i++) {
      assertThat(ACCESSORS.get(i).apply(diag)).isEqualTo("value of " + CODES.charAt(i));
    }
  }

  @Test
  void aFieldThatTheServerDidNotSendIsNull() {
    for (Function<Diagnostics, @Nullable String> accessor : ACCESSORS) {
      assertThat(accessor.apply(Diagnostics.NONE)).isNull();
    }
  }

  @Test
  void anUnknownFieldIsIgnored() {
    assertThat(Diagnostics.of(Map.of('Z', "z", 'M', "m")))
        .isEqualTo(Diagnostics.of(Map.of('M', "m")))
        .hasToString("Diagnostics{M=m}");
  }

  @Test
  void aLaterChangeOfTheMapIsNotSeen() {
    Map<Character, String> fields = new HashMap<>(Map.of('M', "m"));
    Diagnostics diag = Diagnostics.of(fields);

    fields.put('M', "another");

    assertThat(diag.messagePrimary()).isEqualTo("m");
  }
}
