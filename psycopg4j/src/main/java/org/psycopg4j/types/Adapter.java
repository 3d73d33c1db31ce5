// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

/**
 * A value on its way into SQL: psycopg2's {@code ISQLQuote}.
 *
 * <p>An adapter may stand for a parameter itself. A class gets one by registration, or its values
 * bring one along: see {@link SqlAdaptable}.
 */
@FunctionalInterface
public interface Adapter {
  /**
   * Learns which connection the SQL is for. Called before each {@link #getQuoted()}, but not where
   * there is no connection, or it is closed. Statements must not be executed here.
   */
  default void prepare(Scope connection) {}

  /** The value as SQL: what will stand in place of the placeholder. */
  String getQuoted();
}
