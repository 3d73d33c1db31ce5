// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import org.psycopg4j.errors.ProgrammingException;

/** A constructor that fails is the program's own code: its exception goes on as it is. */
public final class Construction {
  private Construction() {}

  /** What to throw when the constructor of a class has thrown; throws an Error itself. */
  public static RuntimeException failure(Throwable thrown, Class<?> type) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new ProgrammingException(
            "the constructor of %s failed".formatted(type.getTypeName()), thrown);
  }
}
