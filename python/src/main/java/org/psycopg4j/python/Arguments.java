// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.types.AsIs;

/**
 * A statement's arguments as they arrive: a tag for each, and the values, of which those in a list
 * stand among the others.
 *
 * <p>A tag is {@code .} for a string, a number, a boolean or null; {@code r} for SQL that Python
 * has written; {@code y} for bytes; {@code n} for a decimal and {@code d}, {@code t}, {@code u},
 * {@code s} and {@code z} for a date, a time, a time with an offset, a timestamp and one with an
 * offset, as Python writes them; and {@code [} and {@code ]} around a list.
 */
final class Arguments {
  private final String tags;
  private final @Nullable Object[] values;
  private int tag;
  private int value;

  private Arguments(String tags, @Nullable Object[] values, int first) {
    this.tags = tags;
    this.values = values;
    this.value = first;
  }

  /** The arguments in their order. */
  static @Nullable Object[] of(String tags, @Nullable Object[] values) {
    return of(tags, values, 0);
  }

  /** The same of values that begin at an index of an array. */
  static @Nullable Object[] of(String tags, @Nullable Object[] values, int first) {
    return new Arguments(tags, values, first).all().toArray();
  }

  /** The arguments by name. */
  static Map<String, @Nullable Object> of(Object[] names, @Nullable Object[] arguments) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      named.put((String) names[i], arguments[i]);
    }
    return named;
  }

  /** How many values the tags stand for. */
  static int count(String tags) {
    int count = 0;
    for (int i = 0; i < tags.length(); i++) {
      count += tags.charAt(i) == '[' || tags.charAt(i) == ']' ? 0 : 1;
    }
    return count;
  }

  private List<@Nullable Object> all() {
    List<@Nullable Object> list = new ArrayList<>();
    while (tag < tags.length() && tags.charAt(tag) != ']') {
      list.add(next());
    }
    tag++;
    return list;
  }

  private @Nullable Object next() {
    char kind = tags.charAt(tag++);
    if (kind == '[') {
      return all();
    }
    Object arrived = values[value++];
    return kind == '.' ? plain(arrived) : read(kind, (String) arrived);
  }

  /** An int of Python's comes as the narrowest number that holds it. */
  private static @Nullable Object plain(@Nullable Object arrived) {
    return arrived instanceof Number number
            && !(arrived instanceof Double)
            && !(arrived instanceof BigInteger)
        ? Long.valueOf(number.longValue())
        : arrived;
  }

  private static Object read(char kind, String text) {
    return switch (kind) {
      case 'r' -> new AsIs(text);
      case 'y' -> Bytes.arrived(text);
      case 'i' -> new BigInteger(text);
      case 'n' -> new BigDecimal(text);
      case 'd' -> LocalDate.parse(text);
      case 't' -> LocalTime.parse(text);
      case 'u' -> OffsetTime.parse(text);
      case 's' -> LocalDateTime.parse(text);
      case 'z' -> OffsetDateTime.parse(text);
      default -> throw new IllegalArgumentException("no such tag: " + kind);
    };
  }
}
