// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ErrorReportTest {
  static List<List<String>> errors() throws IOException {
    return Vectors.read("error-reports.tsv");
  }

  static List<List<String>> notices() throws IOException {
    return Vectors.read("notice-reports.tsv");
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorHasTheTextAndTheClassThatPsycopg2GivesIt(List<String> vector) {
    Diagnostics diag = Vectors.diagnostics(vector.subList(4, vector.size()));

    DatabaseException error = ServerError.of(diag, vector.get(0));

    assertThat(error.pgerror()).isEqualTo(vector.get(1));
    assertThat(error.getMessage() + "\n").isEqualTo(vector.get(2));
    assertThat(error.getClass().getSimpleName()).isEqualTo(Vectors.javaName(vector.get(3)));
    assertThat(error.diag()).isEqualTo(diag);
  }

  @ParameterizedTest
  @MethodSource("notices")
  void aNoticeHasTheTextThatPsycopg2GivesIt(List<String> vector) {
    Diagnostics diag = Vectors.diagnostics(vector.subList(2, vector.size()));

    assertThat(ErrorReport.renderNotice(diag, vector.get(0))).isEqualTo(vector.get(1));
  }

  @Test
  void aPositionWithoutItsQueryIsACount() {
    Diagnostics diag = Diagnostics.of(Map.of('S', "ERROR", 'M', "m", 'P', "3"));

    assertThat(ErrorReport.render(diag, null)).isEqualTo("ERROR:  m at character 3\n");
  }

  @Test
  void aPositionBeyondEveryIntIsNoPosition() {
    Diagnostics diag = Diagnostics.of(Map.of('S', "ERROR", 'M', "m", 'P', "99999999999"));

    assertThat(ErrorReport.render(diag, "select 1")).isEqualTo("ERROR:  m\n");
  }
}
