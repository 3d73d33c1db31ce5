// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/** From a SQLSTATE to the class of its exceptions. {@code psycopg2.errors.lookup}. */
public final class SqlStates {
  private SqlStates() {}

  /**
   * The class of the exceptions with this SQLSTATE, as {@code UniqueViolation} for 23505.
   *
   * @throws ParameterException of {@link ParameterException.Kind#KEY}, as psycopg2's KeyError, if
   *     the SQLSTATE has no class of its own
   */
  public static Class<? extends DatabaseException> lookup(String sqlstate) {
    Class<? extends DatabaseException> leaf = SqlStateTable.leafClass(sqlstate);
    if (leaf == null) {
      throw new ParameterException(
          ParameterException.Kind.KEY,
          "'" + sqlstate + "'",
          "no exception class has this SQLSTATE for its own");
    }
    return leaf;
  }

  /** The exception for an error: by its SQLSTATE, or as much of its beginning as is known. */
  static DatabaseException newException(ServerError error) {
    String sqlstate = error.diag().sqlstate();
    if (sqlstate == null) {
      return new DatabaseException(error);
    }
    DatabaseException found = SqlStateTable.newLeaf(sqlstate, error);
    for (int length = 2; found == null && length > 0; length--) {
      if (sqlstate.length() >= length) {
        found = SqlStateTable.newBase(sqlstate.substring(0, length), error);
      }
    }
    return found != null ? found : new DatabaseException(error);
  }
}
