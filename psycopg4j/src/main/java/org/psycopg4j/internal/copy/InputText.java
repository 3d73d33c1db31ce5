// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.parameter.Sequences;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;

/**
 * Values as the server's input functions read them: what a value's SQL literal has between its
 * quotes. Arrays, ranges and maps, whose literals are expressions, are put together from their
 * parts. Belongs to one COPY.
 */
public final class InputText {
  private final AnyLiteral literals;
  private final Predicate<Class<?>> isBuiltIn;
  private final Quoting quoting;

  /**
   * A writer of what those literals say.
   *
   * @param isBuiltIn whether values of a class are written as they are without registration
   */
  public InputText(AnyLiteral literals, Predicate<Class<?>> isBuiltIn, Quoting quoting) {
    this.literals = literals;
    this.isBuiltIn = isBuiltIn;
    this.quoting =
        Quoting.connected(
            quoting.charset(), true, quoting.serverVersion(), quoting.intervalStyle());
  }

  /** The encoding of what is written. */
  public Charset charset() {
    return quoting.charset();
  }

  /**
   * Appends the value's text.
   *
   * @return false if it is NULL, which has none
   * @throws ProgrammingException if the value's SQL is no plain literal
   */
  public boolean write(@Nullable Object value, SqlBuffer out) {
    if (value != null && simple(value, out)) {
      return true;
    }
    out.enter();
    boolean any = structured(value, out);
    out.leave();
    return any;
  }

  /** Appends what needs no detour by its literal; false if it does. */
  private boolean simple(Object value, SqlBuffer out) {
    if (!isBuiltIn.test(value.getClass())) {
      return false;
    }
    if (value instanceof String text && text.indexOf('\0') < 0) {
      out.text(text);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      out.number(((Number) value).longValue());
    } else if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
      out.ascii(value.toString());
    } else {
      return false;
    }
    return true;
  }

  private boolean structured(@Nullable Object value, SqlBuffer out) {
    List<? extends @Nullable Object> sequence = Sequences.of(value);
    if (sequence != null) {
      array(sequence, out);
    } else if (value instanceof Range<?> range) {
      range(range, out);
    } else if (value instanceof Multirange<?> ranges) {
      multirange(ranges, out);
    } else if (value instanceof Map<?, ?> map) {
      hstore(map, out);
    } else {
      return value != null && literal(value, out);
    }
    return true;
  }

  private void array(List<? extends @Nullable Object> list, SqlBuffer out) {
    char before = '{';
    for (Object element : list) {
      out.append(before);
      before = ',';
      if (Sequences.of(element) == null) {
        quoted(element, "NULL", out);
      } else {
        write(element, out);
      }
    }
    out.ascii(list.isEmpty() ? "{}" : "}");
  }

  private void range(Range<?> range, SqlBuffer out) {
    String flags = range.bounds();
    if (flags == null) {
      out.ascii("empty");
      return;
    }
    out.append(flags.charAt(0));
    quoted(range.lower(), "", out);
    out.append(',');
    quoted(range.upper(), "", out);
    out.append(flags.charAt(1));
  }

  private void multirange(Multirange<?> ranges, SqlBuffer out) {
    out.append('{');
    boolean first = true;
    for (Range<?> range : ranges) {
      if (!first) {
        out.append(',');
      }
      first = false;
      range(range, out);
    }
    out.append('}');
  }

  private void hstore(Map<?, ?> map, SqlBuffer out) {
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      quoted(entry.getKey(), "NULL", out);
      out.ascii("=>");
      quoted(entry.getValue(), "NULL", out);
    }
  }

  /** Appends a part of a value in double quotes. */
  private void quoted(@Nullable Object part, String ofNull, SqlBuffer out) {
    SqlBuffer text = new SqlBuffer(charset());
    if (!write(part, text)) {
      out.ascii(ofNull);
      return;
    }
    String characters = new String(text.array(), 0, text.size(), charset());
    out.append('"');
    out.text(characters.replace("\\", "\\\\").replace("\"", "\\\""));
    out.append('"');
  }

  private boolean literal(Object value, SqlBuffer out) {
    SqlBuffer sql = new SqlBuffer(charset());
    literals.write(value, sql, quoting);
    String text = new String(sql.array(), 0, sql.size(), charset()).strip();
    if (text.startsWith("'")) {
      constant(text, 1, value, out);
    } else if (text.startsWith("E'")) {
      constant(text, 2, value, out);
    } else if (text.equals("NULL")) {
      return false;
    } else if (text.matches("[-+.\\w]+")) {
      out.text(text);
    } else {
      throw inexpressible(value);
    }
    return true;
  }

  /** Appends what a string constant says that ends the literal, but for the name of its type. */
  private static void constant(String sql, int from, Object value, SqlBuffer out) {
    boolean escapes = from == 2;
    StringBuilder text = new StringBuilder(sql.length());
    int i = from;
    for (; i < sql.length(); i++) {
      char c = sql.charAt(i);
      boolean doubled = i + 1 < sql.length() && sql.charAt(i + 1) == c;
      if (c == '\'' && !doubled) {
        break;
      }
      if (c == '\'' || (c == '\\' && escapes)) {
        if (c == '\\' && !doubled) {
          throw inexpressible(value);
        }
        i++;
      }
      text.append(c);
    }
    String rest = i < sql.length() ? sql.substring(i + 1) : "?";
    if (!rest.isEmpty() && !rest.matches("::[\\w.\"\\[\\] ]+")) {
      throw inexpressible(value);
    }
    out.text(text);
  }

  private static ProgrammingException inexpressible(Object value) {
    return new ProgrammingException(
        "a value of %s has no text that COPY could send: its SQL is an expression"
            .formatted(value.getClass().getName()));
  }
}
