// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.it.promotion.TwoWays.Place;
import org.psycopg4j.testkit.Seeded;

/** Random tables and sets of arguments: executeMany leaves and shows what the loop does. */
class RandomSetsTest {
  private static final int CASES = 200;
  private static final int MOST_COLUMNS = 5;
  private static final int MOST_SETS = 40;

  @Test
  void executeManyIsTheLoop() {
    try (TwoWays ways = new TwoWays()) {
      Seeded.each(CASES, random -> one(ways, random));
    }
  }

  private static void one(TwoWays ways, Seeded random) {
    int columns = random.between(1, MOST_COLUMNS);
    List<String> definitions = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      definitions.add("c" + i + " " + type(random) + constraint(random));
      kinds.add(random.between(0, 7));
    }
    List<Object> sets = new ArrayList<>();
    int count = random.between(1, MOST_SETS);
    double odd = random.pick(0.0, 0.02, 0.2);
    double nulls = random.pick(0.0, 0.1, 0.5);
    for (int i = 0; i < count; i++) {
      int length = random.chance(odd / 10) ? random.between(0, columns + 1) : columns;
      Object[] set = new Object[length];
      for (int j = 0; j < length; j++) {
        int kind = j >= columns || random.chance(odd) ? random.between(0, 7) : kinds.get(j);
        set[j] = random.chance(nulls) ? null : value(random, kind, i);
      }
      sets.add(set);
    }
    String sql =
        "INSERT INTO taken VALUES (%s)%s"
            .formatted(
                String.join(", ", Collections.nCopies(columns, "%s")),
                random.pick("", "", " ON CONFLICT DO NOTHING", " RETURNING *"));
    ways.assertSame(
        random.pick(Place.values()),
        "CREATE TABLE taken (%s)".formatted(String.join(", ", definitions)),
        sql,
        sets);
  }

  private static String type(Seeded random) {
    return random.pick(
        "int2",
        "int4",
        "int8",
        "numeric",
        "numeric(6,2)",
        "float8",
        "float4",
        "text",
        "varchar(6)",
        "date",
        "bool",
        "bytea");
  }

  private static String constraint(Seeded random) {
    return random.pick("", "", "", "", " UNIQUE", " NOT NULL");
  }

  private static Object value(Seeded random, int kind, int number) {
    return switch (kind) {
      case 0 -> number;
      case 1 -> random.chance(0.1) ? random.anyInt() : random.between(-300, 300);
      case 2 -> random.chance(0.1) ? random.anyLong() : random.between(-9L, 9L);
      case 3 -> random.chance(0.1) ? random.anyDouble() : random.between(-9, 9) / 4.0;
      case 4 -> BigDecimal.valueOf(random.between(-99, 99), random.between(0, 2));
      case 5 -> random.chance(0.5) ? random.string(8) : Integer.toString(number);
      case 6 -> random.date();
      default -> random.chance(0.5);
    };
  }
}
