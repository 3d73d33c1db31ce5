// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

/**
 * A value that knows its SQL form: psycopg2's {@code __conform__}. An adapter that is registered
 * for the value's very class goes before it, one for a class or interface above comes after.
 */
public interface SqlAdaptable {
  /** This value as SQL. Called for each statement that it is a parameter of. */
  Adapter adapted();
}
