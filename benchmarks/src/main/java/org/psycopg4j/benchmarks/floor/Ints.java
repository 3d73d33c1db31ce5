// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Big-endian numbers in an array. */
final class Ints {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Ints() {}

  static int int16(byte[] buf, int off) {
    return (short) SHORT.get(buf, off);
  }

  static int int32(byte[] buf, int off) {
    return (int) INT.get(buf, off);
  }

  static long int64(byte[] buf, int off) {
    return (long) LONG.get(buf, off);
  }
}
