// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Text in quotes (PostgreSQL manual, "String Constants"): CharSequence, Character, and the name of
 * an enum constant.
 */
public enum StringLiteral implements Literal {
  TEXT {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      write(value.toString(), out, quoting);
    }
  },
  ENUM {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      write(((Enum<?>) value).name(), out, quoting);
    }
  };

  /** Appends a text in quotes; without standard_conforming_strings, always as an escape string. */
  public static void write(String text, SqlBuffer out, Quoting quoting) {
    if (text.indexOf('\0') >= 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE,
          "A string literal cannot contain NUL (0x00) characters.",
          "PostgreSQL has no such character in text; bytes belong into a byte[]");
    }
    if (quoting.standardConformingStrings()) {
      out.append('\'');
      doubling(text, '\'', '\'', out);
    } else {
      out.ascii("E'");
      doubling(text, '\'', '\\', out);
    }
    out.append('\'');
  }

  private static void doubling(String text, char one, char other, SqlBuffer out) {
    int from = 0;
    int nextOne = text.indexOf(one);
    int nextOther = one == other ? -1 : text.indexOf(other);
    while (nextOne >= 0 || nextOther >= 0) {
      boolean oneIsNearer = nextOther < 0 || (nextOne >= 0 && nextOne < nextOther);
      int at = oneIsNearer ? nextOne : nextOther;
      out.text(text, from, at + 1);
      out.append(text.charAt(at));
      from = at + 1;
      if (oneIsNearer) {
        nextOne = text.indexOf(one, from);
      } else {
        nextOther = text.indexOf(other, from);
      }
    }
    out.text(text, from, text.length());
  }
}
