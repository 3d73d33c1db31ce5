// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of an error or notice, field by field. {@code
 * psycopg2.extensions.Diagnostics}: a field that the server did not send is null.
 *
 * <p>The fields are those of the PostgreSQL manual's section "Error and Notice Message Fields".
 * Immutable: any thread may use it, and a later error leaves it as it is.
 */
public final class Diagnostics implements Serializable {
  /** The diagnostics of an error that no server has reported: every field is null. */
  public static final Diagnostics NONE = of(Map.of());

  private static final long serialVersionUID = 1L;
  private static final String CODES = "SVCMDHPpqWstcdnFLR";

  private final TreeMap<Character, String> fields;

  private Diagnostics(Map<Character, String> fields) {
    this.fields = new TreeMap<>(fields);
    this.fields.keySet().removeIf(code -> CODES.indexOf(code) < 0);
  }

  /** The fields of an ErrorResponse or NoticeResponse; those with an unknown code are ignored. */
  public static Diagnostics of(Map<Character, String> fields) {
    return new Diagnostics(fields);
  }

  /**
   * The same as if the error were at a place of a statement's text: with that position, and without
   * the context.
   *
   * @param position a count of characters, from 1
   */
  public Diagnostics inStatement(int position) {
    TreeMap<Character, String> others = new TreeMap<>(fields);
    others.put('P', Integer.toString(position));
    others.remove('W');
    return of(others);
  }

  /**
   * ERROR, FATAL, PANIC, or of a notice WARNING, NOTICE, DEBUG, INFO, LOG; in the language of the
   * server's messages.
   */
  public @Nullable String severity() {
    return fields.get('S');
  }

  /** The severity in English; null before PostgreSQL 9.6. */
  public @Nullable String severityNonlocalized() {
    return fields.get('V');
  }

  /** The five characters of the error code. */
  public @Nullable String sqlstate() {
    return fields.get('C');
  }

  /** The message, usually one line. */
  public @Nullable String messagePrimary() {
    return fields.get('M');
  }

  /** More about the problem. */
  public @Nullable String messageDetail() {
    return fields.get('D');
  }

  /** What to do about the problem. */
  public @Nullable String messageHint() {
    return fields.get('H');
  }

  /** Where in the query the error is: a count of characters, from 1. */
  public @Nullable String statementPosition() {
    return fields.get('P');
  }

  /** Where in {@link #internalQuery()} the error is: a count of characters, from 1. */
  public @Nullable String internalPosition() {
    return fields.get('p');
  }

  /** The query that a function, not the client, sent to the server. */
  public @Nullable String internalQuery() {
    return fields.get('q');
  }

  /** What the server was doing: a call stack, most recent first. */
  public @Nullable String context() {
    return fields.get('W');
  }

  /** The schema of the object that the error is about. */
  public @Nullable String schemaName() {
    return fields.get('s');
  }

  /** The table that the error is about. */
  public @Nullable String tableName() {
    return fields.get('t');
  }

  /** The column that the error is about. */
  public @Nullable String columnName() {
    return fields.get('c');
  }

  /** The data type that the error is about. */
  public @Nullable String datatypeName() {
    return fields.get('d');
  }

  /** The constraint that the error is about. */
  public @Nullable String constraintName() {
    return fields.get('n');
  }

  /** The file of the server's source that reported the error. */
  public @Nullable String sourceFile() {
    return fields.get('F');
  }

  /** The line of that file. */
  public @Nullable String sourceLine() {
    return fields.get('L');
  }

  /** The function in that file. */
  public @Nullable String sourceFunction() {
    return fields.get('R');
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Diagnostics that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  /** The fields by their codes in the protocol. */
  @Override
  public String toString() {
    return "Diagnostics" + fields;
  }
}
