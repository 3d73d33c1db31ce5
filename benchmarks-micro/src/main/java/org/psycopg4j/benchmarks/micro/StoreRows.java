// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.internal.wire.RowStore;

/** A result's rows: kept as they came, and found again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StoreRows {
  /** The rows of a result: enough for chunks of the largest size. */
  static final int ROWS = 10_000;

  /** The fields' lengths; -1 is NULL. About 80 bytes a row. */
  static final int[] LENGTHS = {8, 4, 20, 8, 10, 8, 1, -1};

  private final byte[] row = row();
  private final RowStore stored = append();

  /* A DataRow's body: the number of fields, then each behind its length (manual: "Message Formats"). */
  private static byte[] row() {
    int size = 2;
    for (int length : LENGTHS) {
      size += 4 + Math.max(0, length);
    }
    byte[] body = new byte[size];
    body[1] = (byte) LENGTHS.length;
    int at = 2;
    for (int length : LENGTHS) {
      Bytes.putInt32(body, at, length);
      at += 4 + Math.max(0, length);
    }
    return body;
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public final RowStore append() {
    RowStore rows = new RowStore();
    for (int i = 0; i < ROWS; i++) {
      rows.add(row, 0, row.length, LENGTHS.length);
    }
    return rows;
  }

  /** Finds each field of each row; returns their lengths' sum. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long walk() {
    RowStore.Reader reader = stored.reader(0);
    long sum = 0;
    while (reader.next()) {
      byte[] chunk = reader.chunk();
      int at = reader.offset();
      int fields = Bytes.int16(chunk, at);
      at += 2;
      for (int i = 0; i < fields; i++) {
        int length = Bytes.int32(chunk, at);
        sum += length;
        at += 4 + Math.max(0, length);
      }
    }
    return sum;
  }
}
