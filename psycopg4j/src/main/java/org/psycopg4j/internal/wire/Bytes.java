// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The protocol's integers: big-endian, two's complement. */
public final class Bytes {
  private static final VarHandle INT16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  public static int int16(byte[] buf, int at) {
    return (short) INT16.get(buf, at);
  }

  public static int int32(byte[] buf, int at) {
    return (int) INT32.get(buf, at);
  }

  public static long int64(byte[] buf, int at) {
    return (long) INT64.get(buf, at);
  }

  public static void putInt32(byte[] buf, int at, int value) {
    INT32.set(buf, at, value);
  }

  public static void putInt64(byte[] buf, int at, long value) {
    INT64.set(buf, at, value);
  }
}
