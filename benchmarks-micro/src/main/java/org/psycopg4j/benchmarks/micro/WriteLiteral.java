// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Literals;

/** A value written as SQL, its writer's look-up included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WriteLiteral {
  /** What is written. */
  public enum Value {
    INT(1_000_003, "1000003"),
    NEGATIVE_INT(-42, " -42"),
    DOUBLE(31.622776601683793, "31.622776601683793"),
    STRING("name of 100000", "'name of 100000'"),
    QUOTED_STRING("It's a \\", "'It''s a \\'"),
    UNICODE_STRING("Grüße aus Köln", "'Grüße aus Köln'"),
    LOCAL_DATE(LocalDate.of(2024, 2, 29), "'2024-02-29'::date"),
    LIST(List.of(1, 22, 333, 4444), "ARRAY[1,22,333,4444]");

    @SuppressWarnings("ImmutableEnumChecker") // its classes are immutable
    private final Object value;

    private final String sql;

    Value(Object value, String sql) {
      this.value = value;
      this.sql = sql;
    }

    /** What psycopg2 writes. */
    String sql() {
      return sql;
    }
  }

  @Param Value value = Value.INT;

  private final Literals literals = Literals.defaults();
  private final SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);

  @Benchmark
  public SqlBuffer literal() {
    out.reset();
    literals.write(value.value, out, Settings.QUOTING);
    return out;
  }
}
