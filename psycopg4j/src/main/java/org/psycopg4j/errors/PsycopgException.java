// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The base of every error. DB-API's {@code Error}, {@code psycopg2.Error}.
 *
 * <p>An error that the server reported has its report: {@link #pgerror()} as text, {@link
 * #pgcode()} and {@link #diag()} field by field. {@link #getMessage()} is psycopg2's {@code str(e)}
 * without the newline at its end: the report without the severity.
 *
 * <p>Serialization keeps everything but the cursor.
 */
public class PsycopgException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String pgerror;
  private final Diagnostics diag;
  private transient @Nullable AnyCursor cursor;

  /** An error that no server has reported: it has no SQLSTATE and no diagnostics. */
  public PsycopgException(String message) {
    super(message);
    this.pgerror = null;
    this.diag = Diagnostics.NONE;
  }

  /** As above, raised because of another exception. */
  public PsycopgException(String message, Throwable cause) {
    super(message, cause);
    this.pgerror = null;
    this.diag = Diagnostics.NONE;
  }

  PsycopgException(ServerError error) {
    super(error.message());
    this.pgerror = error.pgerror();
    this.diag = error.diag();
  }

  /** The server's report, as {@link ErrorReport} renders it; null if no server reported this. */
  public @Nullable String pgerror() {
    return pgerror;
  }

  /** The SQLSTATE; null if no server reported this. */
  public @Nullable String pgcode() {
    return diag.sqlstate();
  }

  /** The fields of the server's report; {@link Diagnostics#NONE} if no server reported this. */
  public Diagnostics diag() {
    return diag;
  }

  /** The cursor that raised this; null if none did, and after serialization. */
  public @Nullable AnyCursor cursor() {
    return cursor;
  }

  /** Names the cursor that raised this, unless one is named already, and returns this. */
  public PsycopgException raisedBy(AnyCursor raiser) {
    if (cursor == null) {
      cursor = raiser;
    }
    return this;
  }
}
