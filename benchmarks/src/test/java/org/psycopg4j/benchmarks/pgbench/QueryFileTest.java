// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.benchmarks.pgbench.drivers.Work;

class QueryFileTest {
  private static final List<Object> ROW =
      List.of(10, 11, 10, "TESTTESTTEST", 10.333, 12341234, "123412341234");

  @Test
  void aStatementHasItsArguments() throws IOException {
    QueryFile file = QueryFile.parse(Queries.json("1-pg_type"));
    assertThat(file.setup()).isNull();
    assertThat(file.teardown()).isNull();
    assertThat(file.work())
        .isInstanceOfSatisfying(
            Work.Select.class, select -> assertThat(select.arguments()).containsExactly(-1, true));
  }

  @Test
  void aStatementMayHaveNoArguments() throws IOException {
    assertThat(QueryFile.parse(Queries.json("7-oneplusone")).work())
        .isEqualTo(new Work.Select("SELECT 1+1", List.of()));
    assertThat(QueryFile.parse("{\"query\": \"SELECT 2\"}").work())
        .isEqualTo(new Work.Select("SELECT 2", List.of()));
  }

  @Test
  void aCopyHasATableColumnsAndARow() throws IOException {
    QueryFile file = QueryFile.parse(Queries.json("5-copyfrom"));
    assertThat(file.setup()).startsWith("CREATE TABLE _test(");
    assertThat(file.teardown()).isEqualTo("DROP TABLE _test");
    assertThat(file.work())
        .isEqualTo(
            new Work.Copy(
                "COPY _test(a, b, c, d, e, f, g) FROM STDIN",
                "_test",
                List.of("a", "b", "c", "d", "e", "f", "g"),
                ROW,
                10_000));
  }

  @Test
  void aRowThatIsRepeatedMakesABatch() throws IOException {
    assertThat(QueryFile.parse(Queries.json("6-batch")).work())
        .isInstanceOfSatisfying(
            Work.Batch.class,
            batch -> {
              assertThat(batch.row()).isEqualTo(ROW);
              assertThat(batch.count()).isEqualTo(1000);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|no JSON",
        "{}|no \"query\"",
        "{\"query\": \"SELECT 1\", \"setup\": \"CREATE\"}|no \"teardown\"",
        "{\"query\": \"COPY t FROM STDIN\", \"args\": [{}]}|wanted COPY",
        "{\"query\": \"COPY t(a) FROM STDIN\", \"args\": [{\"row\": [1, 2], \"count\": 1}]}|1 columns",
        "{\"query\": \"COPY t(a) FROM STDIN\", \"args\": [{\"row\": [1], \"count\": 0}]}|\"count\"",
        "{\"query\": \"SELECT $1\", \"args\": [null]}|neither",
      })
  void whatIsMissingIsSaid(String json, String message) {
    assertThatThrownBy(() -> QueryFile.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
