// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.lang.reflect.Method;

/**
 * The JDK's count of the bytes that the current thread has allocated: {@code
 * com.sun.management.ThreadMXBean}. It is called by its name, as the module under test does not
 * read the JDK's management modules.
 */
public final class AllocatedBytes {
  private static final Object BEAN;
  private static final Method COUNT;

  static {
    try {
      BEAN =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      COUNT =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getCurrentThreadAllocatedBytes");
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private AllocatedBytes() {}

  /** The bytes that one run allocates once it is compiled, rounded down. */
  public static long perRun(int warmUp, int runs, Runnable run) {
    for (int i = 0; i < warmUp; i++) {
      run.run();
    }
    long before = count();
    for (int i = 0; i < runs; i++) {
      run.run();
    }
    return (count() - before) / runs; // the counting itself costs a few bytes
  }

  private static long count() {
    try {
      return (long) COUNT.invoke(BEAN);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no count of allocated bytes", e);
    }
  }
}
