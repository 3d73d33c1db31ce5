// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.psycopg4j.Row;
import org.psycopg4j.Xid;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Binary;
import org.psycopg4j.types.Inet;
import org.psycopg4j.types.Interval;
import org.psycopg4j.types.Json;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.Tuple;

/** What the calls in the notation stand for in Java, and how Java's values are written in it. */
final class Values {
  private static final Pattern OFFSET = Pattern.compile(".*[+-]\\d\\d:\\d\\d(:\\d\\d)?");
  private static final Pattern SPECIAL =
      Pattern.compile("[\\\\'\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff]");

  private Values() {}

  static Object make(Call call) {
    return switch (call.name()) {
      case "hex" -> HexFormat.of().parseHex(call.text(0));
      case "Decimal" -> decimal(call.text(0));
      case "date" -> LocalDate.parse(call.text(0));
      case "time" -> time(call.text(0));
      case "datetime" -> datetime(call.text(0));
      case "timedelta" ->
          Duration.ofDays(call.number(0))
              .plusSeconds(call.number(1))
              .plus(call.number(2), ChronoUnit.MICROS);
      case "UUID" -> UUID.fromString(call.text(0));
      case "AsIs" -> AsIs.of(call.argument(0));
      case "Binary" -> Binary.of((byte[]) call.argument(0));
      case "NumericRange" -> range(call, "");
      case "DateRange" -> range(call, "daterange");
      case "DateTimeRange" -> range(call, "tsrange");
      case "DateTimeTZRange" -> range(call, "tstzrange");
      case "TextRange" -> range(call, "textrange");
      case "Xid" -> Xid.of(call.number(0), call.text(1), call.text(2));
      case "Inet" -> Inet.of(call.text(0));
      case "Cidr" -> Inet.of(call.text(0)).asCidr();
      case "Json" -> Json.text(call.text(0));
      default -> {
        Object piece = Pieces.make(call);
        if (piece == null) {
          throw new IllegalArgumentException("no value is called " + call.name());
        }
        yield piece;
      }
    };
  }

  /** A number that a BigDecimal can be; psycopg2's NaN and infinities are Doubles in psycopg4j. */
  private static Object decimal(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> new BigDecimal(text);
    };
  }

  /** A range; one without bounds has to be told its type, as these are what tells it in Java. */
  private static Range<?> range(Call call, String type) {
    boolean empty = "empty".equals(call.argument(2));
    Object lower = call.argument(0);
    Object upper = call.argument(1);
    Range<?> range = empty ? Range.empty() : Range.of(lower, upper, call.text(2));
    return lower == null && upper == null && !type.isEmpty() ? range.as(type) : range;
  }

  private static Object time(String text) {
    return OFFSET.matcher(text).matches() ? OffsetTime.parse(text) : (Object) LocalTime.parse(text);
  }

  private static Object datetime(String text) {
    return OFFSET.matcher(text.substring(10)).matches()
        ? OffsetDateTime.parse(text)
        : (Object) LocalDateTime.parse(text);
  }

  /** A value in the notation, a number of any of Java's classes as Python's. */
  static String show(Object value) {
    if (value instanceof Boolean bool) {
      return bool ? "True" : "False";
    }
    if (value instanceof String string) {
      return text(string);
    }
    if (value instanceof Float number) {
      return show(shortest(number));
    }
    if (value instanceof BigDecimal) {
      return "Decimal('" + value + "')";
    }
    if (value instanceof byte[] bytes) {
      return "hex('" + HexFormat.of().formatHex(bytes) + "')";
    }
    if (value instanceof Interval interval) {
      return show(interval.toDuration());
    }
    if (value instanceof Duration duration) {
      return "timedelta(%d, %d, %d)"
          .formatted(
              Math.floorDiv(duration.getSeconds(), 86_400),
              Math.floorMod(duration.getSeconds(), 86_400),
              duration.getNano() / 1000);
    }
    if (value instanceof List<?> list) {
      return "[" + joined(list.stream()) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> show(entry.getKey()) + ": " + show(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Tuple tuple) {
      return row(tuple.asList());
    }
    if (value instanceof Xid xid) {
      return "Xid(%s, %s, %s)"
          .formatted(show(xid.formatId()), show(xid.gtrid()), show(xid.bqual()));
    }
    if (value instanceof Range<?> range) {
      return "Range(%s, %s, %s)"
          .formatted(show(range.lower()), show(range.upper()), show(range.bounds()));
    }
    if (value instanceof Multirange<?> multirange) { // psycopg2 has the server's text
      return text(
          multirange.ranges().stream()
              .map(Values::serverText)
              .collect(Collectors.joining(",", "{", "}")));
    }
    if (value instanceof Row row) {
      return row(row.toList());
    }
    return value == null ? "None" : String.valueOf(value);
  }

  private static String row(List<?> values) {
    return "(" + joined(values.stream()) + (values.size() == 1 ? ",)" : ")");
  }

  private static String serverText(Range<?> range) {
    String flags = Objects.requireNonNull(range.bounds());
    return flags.charAt(0)
        + Objects.toString(range.lower(), "")
        + ","
        + Objects.toString(range.upper(), "")
        + flags.charAt(1);
  }

  /** The number of the fewest digits that is this float: what PostgreSQL writes for it. */
  private static double shortest(float number) {
    if (number == 0 || Float.isNaN(number) || Float.isInfinite(number)) {
      return number;
    }
    BigDecimal exact = new BigDecimal(number);
    int digits = 1;
    while (exact.round(new MathContext(digits)).floatValue() != number) {
      digits++;
    }
    return exact.round(new MathContext(digits)).doubleValue();
  }

  private static String joined(Stream<?> values) {
    return String.join(", ", values.map(Values::show).toList());
  }

  static String text(String string) {
    return "'"
        + SPECIAL
            .matcher(string)
            .replaceAll(match -> Matcher.quoteReplacement(escape(match.group().charAt(0))))
        + "'";
  }

  private static String escape(char c) {
    return switch (c) {
      case '\\' -> "\\\\";
      case '\'' -> "\\'";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> (c < 256 ? "\\x%02x" : "\\u%04x").formatted((int) c);
    };
  }
}
