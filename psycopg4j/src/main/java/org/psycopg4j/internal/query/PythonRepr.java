// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.types.Tuple;

/**
 * Python's {@code repr}: how psycopg2 shows a value in a text. What Python has no like of is shown
 * by its own {@code toString}.
 */
public final class PythonRepr {
  private PythonRepr() {}

  /** The repr of a value, null being None. */
  public static String of(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    if (value == null) {
      text.append("None");
    } else if (value instanceof Boolean truth) {
      text.append(truth ? "True" : "False");
    } else if (value instanceof CharSequence || value instanceof Character) {
      string(text, value.toString());
    } else if (value instanceof Double || value instanceof Float) {
      text.append(number((Number) value));
    } else if (value instanceof BigDecimal decimal) {
      text.append("Decimal('").append(decimal).append("')");
    } else if (value instanceof byte[] bytes) {
      bytes(text, bytes);
    } else {
      structured(text, value);
    }
  }

  private static void structured(StringBuilder text, Object value) {
    if (value instanceof List<?> list) {
      sequence(text.append('['), list.iterator()).append(']');
    } else if (value instanceof Object[] array) {
      sequence(text.append('['), Arrays.asList(array).iterator()).append(']');
    } else if (value instanceof Tuple tuple) {
      sequence(text.append('('), tuple.iterator()).append(tuple.size() == 1 ? ",)" : ")");
    } else if (value instanceof Map<?, ?> map) {
      map(text, map);
    } else if (value instanceof LocalDateTime moment) {
      text.append("datetime.datetime(").append(date(moment.toLocalDate())).append(", ");
      text.append(time(moment.toLocalTime())).append(')');
    } else if (value instanceof LocalDate date) {
      text.append("datetime.date(").append(date(date)).append(')');
    } else if (value instanceof LocalTime time) {
      text.append("datetime.time(").append(time(time)).append(')');
    } else {
      text.append(value);
    }
  }

  private static StringBuilder sequence(StringBuilder text, Iterator<?> values) {
    while (values.hasNext()) {
      append(text, values.next());
      text.append(values.hasNext() ? ", " : "");
    }
    return text;
  }

  private static void map(StringBuilder text, Map<?, ?> map) {
    text.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      append(text.append(separator), entry.getKey());
      append(text.append(": "), entry.getValue());
      separator = ", ";
    }
    text.append('}');
  }

  private static String date(LocalDate date) {
    return "%d, %d, %d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /** Python leaves seconds and microseconds out where they are nothing. */
  private static String time(LocalTime time) {
    int micros = time.getNano() / 1000;
    String text = "%d, %d".formatted(time.getHour(), time.getMinute());
    if (micros != 0) {
      return text + ", %d, %d".formatted(time.getSecond(), micros);
    }
    return time.getSecond() == 0 ? text : text + ", " + time.getSecond();
  }

  /** A float's digits are the literal's, without its space before a minus. */
  private static String number(Number value) {
    double number = value.doubleValue();
    if (Double.isNaN(number)) {
      return "nan";
    } else if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    SqlBuffer literal = new SqlBuffer(StandardCharsets.US_ASCII);
    Literals.defaults().write(value, literal, Quoting.DISCONNECTED);
    return new String(literal.toByteArray(), StandardCharsets.US_ASCII).strip();
  }

  private static void bytes(StringBuilder text, byte[] bytes) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    char quote = quote(latin);
    text.append('b').append(quote);
    latin.chars().forEach(c -> character(text, c, quote, c < 0x7f));
    text.append(quote);
  }

  private static void string(StringBuilder text, String string) {
    char quote = quote(string);
    text.append(quote);
    string.codePoints().forEach(c -> character(text, c, quote, isPrintable(c)));
    text.append(quote);
  }

  private static char quote(String text) {
    return text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
  }

  private static void character(StringBuilder text, int c, char quote, boolean printable) {
    switch (c) {
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '\\' -> text.append("\\\\");
      default -> {
        if (c == quote) {
          text.append('\\').append(quote);
        } else if (printable && c >= ' ') {
          text.appendCodePoint(c);
        } else {
          text.append((c <= 0xff ? "\\x%02x" : c <= 0xffff ? "\\u%04x" : "\\U%08x").formatted(c));
        }
      }
    }
  }

  /** Whether Python shows a character as it is: no controls, no separators but the space. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
