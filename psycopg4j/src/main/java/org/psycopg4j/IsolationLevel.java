// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;

/**
 * How much a transaction sees of those that run beside it (manual: "Transaction Isolation"; {@code
 * psycopg2.extensions.ISOLATION_LEVEL_*}). Where one is asked for, null is the server's default.
 */
public enum IsolationLevel {
  /** Each statement sees what was committed before it began. */
  READ_COMMITTED(1),
  /** All statements see what was committed before the first one began. */
  REPEATABLE_READ(2),
  /** The outcome is as if transactions had run one after the other. */
  SERIALIZABLE(3),
  /** The same as READ_COMMITTED in PostgreSQL. */
  READ_UNCOMMITTED(4);

  private final int code;

  IsolationLevel(int code) {
    this.code = code;
  }

  /** psycopg2's number for it. */
  public int code() {
    return code;
  }

  /**
   * The level of psycopg2's number.
   *
   * @throws ParameterException if there is none
   */
  public static IsolationLevel of(int code) {
    for (IsolationLevel level : values()) {
      if (level.code == code) {
        return level;
      }
    }
    throw new ParameterException(
        ParameterException.Kind.VALUE, "isolation_level must be between 1 and 4");
  }

  /**
   * The level of SQL's name, such as {@code serializable}, in whatever case; null for {@code
   * default}.
   *
   * @throws ParameterException if there is none
   */
  public static @Nullable IsolationLevel of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    IsolationLevel level = ofSql(upper);
    if (level == null && !upper.equals("DEFAULT")) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "bad value for isolation_level: '%s'".formatted(name));
    }
    return level;
  }

  /** The level of SQL's name in upper case, or null. */
  static @Nullable IsolationLevel ofSql(@Nullable String name) {
    for (IsolationLevel level : values()) {
      if (level.sql().equals(name)) {
        return level;
      }
    }
    return null;
  }

  /** SQL's name for it. */
  String sql() {
    return name().replace('_', ' ');
  }

  /** SQL's name for a level, null for the server's default. */
  static @Nullable String sqlOf(@Nullable IsolationLevel level) {
    return level == null ? null : level.sql();
  }
}
