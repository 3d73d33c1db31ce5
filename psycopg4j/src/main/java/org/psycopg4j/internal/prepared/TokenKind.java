// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

/** What a token of SQL is (manual: "Lexical Structure"). */
enum TokenKind {
  /** A key word or an identifier without quotes. */
  WORD,
  /** An identifier in quotes. */
  QUOTED,
  /** A string constant of any kind. */
  STRING,
  NUMBER,
  OPERATOR,
  /** One of {@code ( ) [ ] , ; . :}, or {@code ::}, {@code :=}, {@code ..}. */
  PUNCTUATION,
  /** {@code $1}: a parameter in the user's own text. */
  PARAMETER,
  /** The place of an argument. */
  PLACEHOLDER
}
