// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * A wrong argument where psycopg2 raises one of Python's own exceptions, and not one of DB-API's:
 * parameters that do not fit the query's placeholders, a placeholder that is none, a text that the
 * client encoding cannot hold.
 *
 * <p>{@link #kind()} and {@link #psycopgText()} say what psycopg2 raises there, to the byte.
 * Nothing was sent to the server: the connection stays as it was.
 */
public final class ParameterException extends ProgrammingException {
  private static final long serialVersionUID = 1L;

  /** Python's exception in this place. */
  public enum Kind {
    /** {@code TypeError}. */
    TYPE,
    /** {@code IndexError}. */
    INDEX,
    /** {@code KeyError}. */
    KEY,
    /** {@code ValueError}. */
    VALUE,
    /** {@code UnicodeEncodeError}. */
    ENCODE,
    /** {@code AttributeError}. */
    ATTRIBUTE
  }

  private final Kind kind;
  private final String psycopgText;

  public ParameterException(Kind kind, String psycopgText) {
    super(psycopgText);
    this.kind = kind;
    this.psycopgText = psycopgText;
  }

  /** The explanation follows psycopg2's text in the message; an empty one does not. */
  public ParameterException(Kind kind, String psycopgText, String explanation) {
    super(explanation.isEmpty() ? psycopgText : psycopgText + ": " + explanation);
    this.kind = kind;
    this.psycopgText = psycopgText;
  }

  public Kind kind() {
    return kind;
  }

  /** The text of psycopg2's exception. */
  public String psycopgText() {
    return psycopgText;
  }
}
