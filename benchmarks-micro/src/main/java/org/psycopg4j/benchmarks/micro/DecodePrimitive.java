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
import org.psycopg4j.internal.types.Decoder;

/** A field as a primitive: nothing is allocated. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodePrimitive {
  @Param Format format = Format.TEXT;

  private Column int4 = new Column(ValueType.INT4, format);
  private Column int8 = new Column(ValueType.INT8, format);
  private Column float8 = new Column(ValueType.FLOAT8, format);

  @Setup
  public void prepare() {
    int4 = new Column(ValueType.INT4, format);
    int8 = new Column(ValueType.INT8, format);
    float8 = new Column(ValueType.FLOAT8, format);
  }

  @Benchmark
  @OperationsPerInvocation(Fields.COUNT)
  public int int4() {
    Fields given = int4.fields;
    int sum = 0;
    for (int i = 0; i < Fields.COUNT; i++) {
      sum +=
          int4.decoder.decodeInt(
              given.buffer, given.offsets[i], given.lengths[i], Settings.DECODING);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Fields.COUNT)
  public long int8() {
    Fields given = int8.fields;
    long sum = 0;
    for (int i = 0; i < Fields.COUNT; i++) {
      sum +=
          int8.decoder.decodeLong(
              given.buffer, given.offsets[i], given.lengths[i], Settings.DECODING);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Fields.COUNT)
  public double float8() {
    Fields given = float8.fields;
    double sum = 0;
    for (int i = 0; i < Fields.COUNT; i++) {
      sum +=
          float8.decoder.decodeDouble(
              given.buffer, given.offsets[i], given.lengths[i], Settings.DECODING);
    }
    return sum;
  }

  private static final class Column {
    final Fields fields;
    final Decoder decoder;

    Column(ValueType type, Format format) {
      fields = Fields.of(type, format);
      decoder = Settings.decoder(type, format);
    }
  }
}
