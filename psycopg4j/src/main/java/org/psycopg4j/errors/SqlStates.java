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

  static DatabaseException newException(ServerError error) {
    String sqlstate = error.diag().sqlstate();
    if (sqlstate == null || sqlstate.length() < 2) {
      return new DatabaseException(error);
    }
    DatabaseException leaf = SqlStateTable.newLeaf(sqlstate, error);
    return leaf != null ? leaf : SqlStateTable.newBase(sqlstate.substring(0, 2), error);
  }
}
