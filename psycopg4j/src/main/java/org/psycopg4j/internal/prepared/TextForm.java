// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Json;

/**
 * Strings, which take their type from where they stand: texts, characters, the names of enum
 * constants, JSON.
 */
final class TextForm extends ParameterForm {
  private static final TextForm INSTANCE = new TextForm();

  private TextForm() {}

  /** The form of a text; null if it has a NUL character, which its literal refuses. */
  static @Nullable TextForm of(String text) {
    return text.indexOf('\0') < 0 ? INSTANCE : null;
  }

  /** The form of texts that are only known when they are written, as of JSON. */
  static TextForm anyText() {
    return INSTANCE;
  }

  @Override
  public int oid() {
    return 0;
  }

  @Override
  public String cast() {
    return "";
  }

  @Override
  public boolean accepts(int resolvedOid) {
    return UnknownTypes.accept(resolvedOid);
  }

  @Override
  public int format(int resolvedOid) {
    return TEXT;
  }

  @Override
  boolean body(Object plain, SqlBuffer out) {
    String text = text(plain);
    return text.indexOf('\0') < 0 && encoded(text, 0, text.length(), out);
  }

  /** The text of a value whose literal is a string. */
  static String text(Object plain) {
    if (plain instanceof Json json) {
      return json.dumps();
    }
    boolean named = plain instanceof Enum<?> && !(plain instanceof CharSequence);
    return named ? ((Enum<?>) plain).name() : plain.toString();
  }

  /** Appends a part of a text; false if the client encoding lacks a character, as for a literal. */
  static boolean encoded(String text, int from, int to, SqlBuffer out) {
    try {
      out.text(text, from, to);
      return true;
    } catch (ParameterException e) { // which the literal raises again
      return false;
    }
  }
}
