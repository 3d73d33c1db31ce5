// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.catalog.Registered;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.Literals;

/** The writers and decoders of all levels, for as long as nothing is registered. */
final class Types {
  static final Types DEFAULTS =
      new Types(
          null,
          Registered.NOTHING,
          Decoders.defaults(),
          Literals.defaults().with(RowLiteral.BY_CLASS),
          null);

  private final @Nullable Types base;
  private final Registered own;
  private final Decoders decoders;
  private final Literals literals;
  private final AnyLiteral adaptation;
  private final @Nullable Connection connection;

  private Types(
      @Nullable Types base,
      Registered own,
      Decoders decoders,
      Literals literals,
      @Nullable Connection connection) {
    this.base = base;
    this.own = own;
    this.decoders = decoders;
    this.literals = literals;
    this.connection = connection;
    this.adaptation = connection == null ? literals : literals.of(connection);
  }

  static Types of(Types base, Registered own, @Nullable Connection connection) {
    return new Types(
        base, own, own.decoders(base.decoders), own.literals(base.literals), connection);
  }

  /** Whether this is what is registered at one level above those, both unchanged. */
  @SuppressWarnings("ReferenceEquality") // what has not changed is the very same object
  boolean isOf(Types above, Registered level) {
    return base == above && own == level;
  }

  Decoders decoders() {
    return decoders;
  }

  /** Raises an error if nothing here writes the value's class. */
  void requireAdaptable(Object value) {
    literals.required(value.getClass());
  }

  /** Whether values of a class are written as they are where nothing is registered. */
  @SuppressWarnings("ReferenceEquality") // what has not been replaced is the very same object
  boolean isBuiltIn(Class<?> type) {
    return literals == DEFAULTS.literals
        || literals.literal(type) == DEFAULTS.literals.literal(type);
  }

  /** The same of all these values, and of what is in them. */
  @SuppressWarnings("ReferenceEquality") // as above
  boolean areBuiltIn(@Nullable Object[] values) {
    if (literals == DEFAULTS.literals) {
      return true;
    }
    for (Object value : values) {
      if (value != null && (isContainer(value) || !isBuiltIn(value.getClass()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isContainer(Object value) {
    return value instanceof Collection || value instanceof Object[] || value instanceof Optional;
  }

  /** Writes the arguments of one statement, whose streams it reads but once. */
  AnyLiteral ofStatement() {
    return new StatementLiterals(literals, connection);
  }

  /** Writes any value, for the connection that the registry belongs to. */
  AnyLiteral adaptation() {
    return adaptation;
  }
}
