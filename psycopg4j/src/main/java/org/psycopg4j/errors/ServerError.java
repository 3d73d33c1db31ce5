// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * An error that the server reported, on its way to an exception: the factory of all of them.
 *
 * <p>No reflection: the class comes from a switch over the SQLSTATE.
 */
public final class ServerError {
  private final String message;
  private final String pgerror;
  private final Diagnostics diag;

  private ServerError(String message, String pgerror, Diagnostics diag) {
    this.message = message;
    this.pgerror = pgerror;
    this.diag = diag;
  }

  /**
   * The exception for an error: of the class for its SQLSTATE; if there is none, of the class for
   * the SQLSTATE's first two characters, or its first; if there is none, DatabaseException.
   *
   * @param query the text that the statement position counts in; null if there is none
   */
  public static DatabaseException of(Diagnostics diag, @Nullable String query) {
    String pgerror = ErrorReport.render(diag, query);
    String message = withoutNewline(ErrorReport.withoutSeverity(pgerror));
    return SqlStates.newException(new ServerError(message, pgerror, diag));
  }

  /**
   * The exception for an error that ended an attempt to connect: always an OperationalException, of
   * the class for its SQLSTATE if that is one. Its message is the prefix and the whole report, with
   * the severity.
   *
   * @param prefix what was tried, such as {@code connection to server at "db", port 5432 failed: }
   */
  public static OperationalException duringConnect(Diagnostics diag, String prefix) {
    return duringConnect(diag, prefix, "");
  }

  /** The same with something to add behind what the server said. */
  public static OperationalException duringConnect(Diagnostics diag, String prefix, String suffix) {
    String pgerror = ErrorReport.render(diag, null);
    String message = prefix + withoutNewline(pgerror) + suffix;
    ServerError error = new ServerError(message, pgerror, diag);
    return SqlStates.newException(error) instanceof OperationalException operational
        ? operational
        : new OperationalException(error);
  }

  /**
   * The exception for an error that ended a call of a function by its oid, as those of large
   * objects are: as psycopg2's, always an OperationalException, whose message has the severity. It
   * is of the class for its SQLSTATE if that is one, and has the SQLSTATE in any case.
   */
  public static OperationalException ofFunctionCall(Diagnostics diag) {
    return duringConnect(diag, "");
  }

  String message() {
    return message;
  }

  String pgerror() {
    return pgerror;
  }

  Diagnostics diag() {
    return diag;
  }

  private static String withoutNewline(String report) {
    return report.endsWith("\n") ? report.substring(0, report.length() - 1) : report;
  }
}
