// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlStatesTest {
  static List<List<String>> leaves() throws IOException {
    return Vectors.read("sqlstates.tsv");
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void everySqlstateHasItsClassAndBase(List<String> vector) {
    Class<? extends DatabaseException> leaf = SqlStates.lookup(vector.get(0));

    assertThat(leaf.getSimpleName()).isEqualTo(Vectors.javaName(vector.get(1)));
    assertThat(leaf.getSuperclass().getSimpleName()).isEqualTo(Vectors.javaName(vector.get(2)));
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void anErrorIsOfTheClassThatLookupGives(List<String> vector) {
    String sqlstate = vector.get(0);

    DatabaseException error = error(sqlstate);

    assertThat(error).isExactlyInstanceOf(SqlStates.lookup(sqlstate));
    assertThat(error.pgcode()).isEqualTo(sqlstate);
  }

  @Test
  void noOtherSqlstateHasAClass() throws IOException {
    List<String> known = leaves().stream().map(vector -> vector.get(0)).toList();

    try (Stream<String> table = Files.lines(Path.of("src/main/sqlstate/sqlstates.txt"))) {
      assertThat(table.filter(line -> line.matches("[0-9A-Z]{5} .*")))
          .extracting(line -> line.substring(0, 5))
          .isEqualTo(known);
    }
  }

  @Test
  void anUnknownSqlstateIsOfTheClassForItsBeginning() throws IOException {
    for (List<String> vector : Vectors.read("unknown-sqlstates.tsv")) {
      assertThat(error(vector.get(0)).getClass().getSimpleName())
          .as(vector.get(0))
          .isEqualTo(Vectors.javaName(vector.get(1)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "ZZ999", "23999", "23505 ", "235055", "00000", "01000"})
  void lookupRefusesASqlstateWithoutAClassAsPsycopg2Does(String sqlstate) {
    assertThatThrownBy(() -> SqlStates.lookup(sqlstate))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ParameterException.Kind.KEY);
              assertThat(e.psycopgText()).isEqualTo("'" + sqlstate + "'");
            });
  }

  private static DatabaseException error(String sqlstate) {
    return ServerError.of(Diagnostics.of(Map.of('S', "ERROR", 'M', "m", 'C', sqlstate)), null);
  }
}
