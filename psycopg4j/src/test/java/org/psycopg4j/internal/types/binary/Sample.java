// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.psycopg4j.testkit.Seeded;

/**
 * A type and random values of it, as texts that the server takes.
 *
 * @param oid the type
 * @param arrayOid its array type
 * @param literal makes a text
 */
record Sample(int oid, int arrayOid, Function<Seeded, String> literal) {
  private static final int MOST_ELEMENTS = 12;

  /** So many texts of the type. */
  List<String> literals(Seeded random, int count) {
    return Stream.generate(() -> literal.apply(random)).limit(count).toList();
  }

  /** A text of the array type: up to three dimensions, bounds, NULLs. */
  String array(Seeded random, char delimiter) {
    int dimensions = random.pick(1, 1, 2, 3);
    if (dimensions == 1 && random.chance(0.1)) {
      return "{}";
    }
    int[] sizes = new int[dimensions];
    StringBuilder bounds = new StringBuilder();
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = random.between(1, dimensions == 1 ? MOST_ELEMENTS : 3);
      int first = random.between(-2, 2);
      bounds.append("[%d:%d]".formatted(first, first + sizes[i] - 1));
    }
    StringBuilder out = new StringBuilder(random.chance(0.3) ? bounds + "=" : "");
    dimension(random, sizes, 0, delimiter, out);
    return out.toString();
  }

  private void dimension(
      Seeded random, int[] sizes, int dimension, char delimiter, StringBuilder out) {
    out.append('{');
    for (int i = 0; i < sizes[dimension]; i++) {
      out.append(i == 0 ? "" : delimiter);
      if (dimension + 1 < sizes.length) {
        dimension(random, sizes, dimension + 1, delimiter, out);
      } else if (random.chance(0.15)) {
        out.append("NULL");
      } else {
        String text = literal.apply(random);
        out.append('"').append(text.replaceAll("([\"\\\\])", "\\\\$1")).append('"');
      }
    }
    out.append('}');
  }
}
