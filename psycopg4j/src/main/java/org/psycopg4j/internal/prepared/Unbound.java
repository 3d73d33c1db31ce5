// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.engine.SessionParameters;

/** Errors in parameters, as they would be in the literals. */
final class Unbound {
  private Unbound() {}

  /**
   * An error in a parameter as the error in the literal that it would be otherwise: at the
   * literal's place, and without the server's word of a parameter.
   */
  static PsycopgException asMerged(
      Diagnostics error, MergedText merged, SessionParameters parameters) {
    int parameter = ParameterContext.number(error.context());
    if (parameter == 0 || error.statementPosition() != null) {
      return ServerError.of(error, null);
    }
    return ServerError.of(
        error.inStatement(merged.position(parameter - 1)),
        new String(merged.bytes(), parameters.charset()));
  }
}
