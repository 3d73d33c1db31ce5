// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.SqlBuffer;

/** They run, and what they measure is right. */
class MicroBenchmarksTest {
  private static final int DECODED = ValueType.values().length * Format.values().length;
  private static final int PRIMITIVES = 3 * Format.values().length;
  private static final int READ = 3 * Statement.values().length;

  @Test
  void eachRunsOnceWithEachOfItsParameters() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(".*")
                    .mode(Mode.SingleShotTime)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    assertThat(results)
        .hasSize(DECODED + PRIMITIVES + WriteLiteral.Value.values().length + READ + 2);
    assertThat(Table.of(results).lines())
        .hasSize(2 + results.size())
        .anyMatch(line -> line.startsWith("| DecodeObject.field binary numeric | "));
  }

  @ParameterizedTest
  @EnumSource
  void bothFormatsAreTheSameValues(ValueType type) {
    List<@Nullable Object> text = decoded(type, Format.TEXT);
    assertThat(text).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(decoded(type, Format.BINARY)).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource
  void aLiteralIsPsycopg2s(WriteLiteral.Value value) {
    WriteLiteral benchmark = new WriteLiteral();
    benchmark.value = value;
    assertThat(text(benchmark.literal())).isEqualTo(value.sql());
  }

  @ParameterizedTest
  @EnumSource
  void noStatementIsRefused(Statement statement) {
    ReadStatement benchmark = new ReadStatement();
    benchmark.statement = statement;
    benchmark.prepare();
    assertThat(benchmark.shape().refusal()).isNull();
    assertThat(benchmark.parse().texts()).hasSize(statement.arguments().length + 1);
    assertThat(text(benchmark.merge())).doesNotContain("%s");
  }

  @Test
  void allRowsAreWalkedOver() {
    int lengths = 0;
    for (int length : StoreRows.LENGTHS) {
      lengths += length;
    }
    StoreRows benchmark = new StoreRows();
    assertThat(benchmark.append().size()).isEqualTo(StoreRows.ROWS);
    assertThat(benchmark.walk()).isEqualTo((long) lengths * StoreRows.ROWS);
  }

  private static List<@Nullable Object> decoded(ValueType type, Format format) {
    Fields fields = Fields.of(type, format);
    Decoder decoder = Settings.decoder(type, format);
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < Fields.COUNT; i++) {
      values.add(
          decoder.decode(fields.buffer, fields.offsets[i], fields.lengths[i], Settings.DECODING));
    }
    return values;
  }

  private static String text(SqlBuffer buffer) {
    return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
  }
}
