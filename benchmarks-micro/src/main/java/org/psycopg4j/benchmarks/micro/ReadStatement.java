// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.psycopg4j.internal.prepared.StatementShape;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.QueryTemplate;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Literals;

/** What is done with a statement's text: once when it is new, or each time it is executed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadStatement {
  @Param Statement statement = Statement.LOOKUP;

  private final Literals literals = Literals.defaults();
  private final SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
  private QueryTemplate template = QueryTemplate.parse(statement.sql());
  private Arguments arguments = Arguments.none();

  @Setup
  public void prepare() {
    template = QueryTemplate.parse(statement.sql());
    Object[] values = statement.arguments();
    arguments = values.length == 0 ? Arguments.none() : Arguments.positional(values);
  }

  /** Finds the placeholders of a statement that is new. */
  @Benchmark
  public QueryTemplate parse() {
    return QueryTemplate.parse(statement.sql());
  }

  /** Reads whether a statement that is executed again may be prepared. */
  @Benchmark
  public StatementShape shape() {
    return StatementShape.of(template.texts(), true);
  }

  /** Puts the arguments into the placeholders' places, as the simple protocol does each time. */
  @Benchmark
  public SqlBuffer merge() {
    out.reset();
    template.merge(arguments, out, Settings.QUOTING, literals);
    return out;
  }
}
