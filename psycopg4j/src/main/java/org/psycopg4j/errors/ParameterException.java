// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/** Parameters that cannot be merged into a query. */
public class ParameterException extends PsycopgException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String psycopgText;

  /** What Python raises in the same place. */
  public enum Kind {
    TYPE,
    INDEX,
    KEY,
    VALUE,
    ENCODE
  }

  public ParameterException(Kind kind, String psycopgText, String explanation) {
    super(psycopgText + ": " + explanation);
    this.kind = kind;
    this.psycopgText = psycopgText;
  }

  public Kind kind() {
    return kind;
  }

  public String psycopgText() {
    return psycopgText;
  }
}
