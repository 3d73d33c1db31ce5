// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.types.SqlBuffer;

/** Names in double quotes (PostgreSQL manual, "Identifiers and Key Words"). */
public final class Identifier {
  private Identifier() {}

  /** The name in quotes. */
  public static String quoted(String name) {
    requireNoNul(name);
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Appends the name in quotes, in the client encoding. */
  public static void write(String name, SqlBuffer out) {
    requireNoNul(name);
    out.append('"');
    int from = 0;
    for (int quote = name.indexOf('"'); quote >= 0; quote = name.indexOf('"', from)) {
      out.text(name, from, quote + 1);
      out.append('"');
      from = quote + 1;
    }
    out.text(name, from, name.length());
    out.append('"');
  }

  private static void requireNoNul(String name) {
    if (name.indexOf('\0') >= 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "An identifier cannot contain NUL (0x00) characters.");
    }
  }
}
