// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.util.List;
import java.util.regex.Pattern;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * The name of a type: alone in quotes where it needs them, else as psycopg2 writes it; behind that
 * of its schema both in quotes.
 */
final class TypeName {
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

  private TypeName() {}

  static void write(List<String> parts, SqlBuffer out) {
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        out.append('.');
      }
      String part = parts.get(i);
      if (parts.size() == 1 && PLAIN.matcher(part).matches() && !Keywords.contains(part)) {
        out.ascii(part);
      } else {
        Identifier.write(part, out);
      }
    }
  }
}
