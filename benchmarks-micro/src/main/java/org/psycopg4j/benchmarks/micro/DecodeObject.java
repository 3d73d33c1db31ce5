// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.psycopg4j.internal.types.Decoder;

/** A field as the object that stands for its type. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeObject {
  @Param ValueType type = ValueType.INT4;
  @Param Format format = Format.TEXT;

  private Fields fields = Fields.of(type, format);
  private Decoder decoder = Settings.decoder(type, format);

  @Setup
  public void prepare() {
    fields = Fields.of(type, format);
    decoder = Settings.decoder(type, format);
  }

  @Benchmark
  @OperationsPerInvocation(Fields.COUNT)
  public void field(Blackhole values) {
    Fields given = fields;
    for (int i = 0; i < Fields.COUNT; i++) {
      values.consume(
          decoder.decode(given.buffer, given.offsets[i], given.lengths[i], Settings.DECODING));
    }
  }
}
