// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ParameterException.Kind;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * A query with its placeholders found: {@code %s}, {@code %(name)s} and {@code %%}.
 *
 * <p>It never changes and serves all threads, so it can be kept by its text. A query whose
 * placeholders are wrong parses: without arguments it is just text.
 */
public final class QueryTemplate {
  private final String sql;
  private final List<String> texts;
  private final int[] slots;
  private final List<String> names;
  private final int positional;
  private final boolean inOrder;
  private final @Nullable Defect scanDefect;
  private final @Nullable Defect formatDefect;

  private volatile @Nullable EncodedTexts
      encoded; // of the last client encoding; a race is harmless

  private QueryTemplate(String sql, PlaceholderScan scan, FormatScan format) {
    this.sql = sql;
    this.texts = List.copyOf(format.texts);
    this.slots = format.slots.stream().mapToInt(Integer::intValue).toArray();
    this.names = List.copyOf(scan.nameList());
    this.positional = scan.positional;
    this.inOrder = inOrder(slots, names.size());
    this.scanDefect = scan.defect;
    this.formatDefect = format.defect;
  }

  /** Finds the placeholders of a query. */
  public static QueryTemplate parse(String sql) {
    PlaceholderScan scan = new PlaceholderScan(sql);
    return new QueryTemplate(sql, scan, new FormatScan(sql, scan.names));
  }

  /** The query as it was given. */
  public String sql() {
    return sql;
  }

  /** The texts around the placeholders, one more than there are placeholders. */
  public List<String> texts() {
    return texts;
  }

  /**
   * The arguments as they stand in the placeholders' places; null if they don't fit, of which
   * {@link #merge} says why. The array is the caller's to keep.
   */
  public @Nullable Object @Nullable [] values(Arguments arguments) {
    if (scanDefect != null || formatDefect != null) {
      return null;
    }
    Arguments fitting = fitting(arguments);
    if (fitting instanceof PositionalArguments given) {
      return names.isEmpty() && given.size() == positional ? given.copy() : null;
    }
    return fitting instanceof NamedArguments given && positional == 0 ? values(given) : null;
  }

  private @Nullable Object @Nullable [] values(NamedArguments given) {
    @Nullable Object[] values = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      String name = names.get(slots[i]);
      if (!given.has(name)) {
        return null;
      }
      values[i] = given.value(name);
    }
    return values;
  }

  /** The names of the placeholders, each once, in their order; empty if they have none. */
  public List<String> names() {
    return names;
  }

  /** How many placeholders have no name. */
  public int positional() {
    return positional;
  }

  /**
   * Appends the query with the arguments' literals in place of the placeholders. Each argument is
   * written once, as often as its name is repeated.
   *
   * @throws ParameterException if arguments and placeholders do not fit; the buffer then ends
   *     anywhere
   */
  public void merge(Arguments arguments, SqlBuffer out, Quoting quoting, AnyLiteral literals) {
    out.charset(quoting.charset());
    EncodedTexts ready = encoded(quoting.charset());
    Arguments fitting = fitting(arguments);
    if (fitting instanceof NoArguments) {
      ready.sql(out);
    } else if (fitting instanceof PositionalArguments given) {
      mergePositional(given, ready, out, quoting, literals);
    } else if (fitting instanceof NamedArguments given) {
      mergeNamed(given, ready, out, quoting, literals);
    }
  }

  /* What a caller's compiler cannot know, the placeholders do: a record for %s is one value, such as
  an Interval, and a lone Map or record for %(name)s holds the arguments. */
  @SuppressWarnings("unchecked") // a Map whose keys are no strings has no placeholder's name
  private Arguments fitting(Arguments arguments) {
    if (arguments instanceof RowArguments row) {
      return names.isEmpty()
          ? Arguments.positional(row.values().toArray())
          : Arguments.named(row.named());
    }
    if (positional > 0 && arguments instanceof RecordArguments given) {
      return given.isSet()
          ? Arguments.positional(given.toArray())
          : Arguments.positional(given.values());
    }
    if (!names.isEmpty() && arguments instanceof PositionalArguments given && given.size() == 1) {
      Object only = given.value(0);
      if (only instanceof Map<?, ?> map) {
        return Arguments.named((Map<String, ? extends @Nullable Object>) map);
      } else if (only instanceof Record record) {
        return Arguments.named(record);
      }
    }
    return arguments;
  }

  private void mergePositional(
      PositionalArguments given,
      EncodedTexts ready,
      SqlBuffer out,
      Quoting quoting,
      AnyLiteral literals) {
    if (!names.isEmpty()) {
      throw new ParameterException(
          Kind.TYPE,
          "tuple indices must be integers or slices, not str",
          "the query has named placeholders, so it takes a Map or a record");
    }
    for (int i = 0; i < positional; i++) {
      if (i >= given.size()) {
        throw new ParameterException(Kind.INDEX, "tuple index out of range", counts(given));
      }
      ready.text(i, out);
      literals.write(given.value(i), out, quoting);
    }
    raiseDefects(quoting.charset());
    if (positional > 0 && given.size() > positional) {
      throw new ParameterException(
          Kind.TYPE, "not all arguments converted during string formatting", counts(given));
    }
    ready.text(positional, out);
  }

  private void mergeNamed(
      NamedArguments given,
      EncodedTexts ready,
      SqlBuffer out,
      Quoting quoting,
      AnyLiteral literals) {
    if (positional > 0) {
      throw new ParameterException(
          Kind.TYPE,
          "dict is not a sequence",
          ("the query has %s without a name, and a Map has its values by names; as one of the"
                  + " values it is written (Object) map")
              .formatted(positional == 1 ? "1 placeholder" : positional + " placeholders"));
    }
    NamedLiterals written = new NamedLiterals(names.size(), given, quoting, literals);
    if (inOrder && scanDefect == null && formatDefect == null) {
      for (int i = 0; i < slots.length; i++) {
        ready.text(i, out);
        written.inPlace(slots[i], names.get(slots[i]), out);
      }
    } else {
      written.ahead(names);
      raiseDefects(quoting.charset());
      for (int i = 0; i < slots.length; i++) {
        ready.text(i, out);
        written.fromAhead(slots[i], out);
      }
    }
    ready.text(slots.length, out);
  }

  private void raiseDefects(Charset charset) {
    if (scanDefect != null) {
      throw scanDefect.raise(sql, charset);
    }
    if (formatDefect != null) {
      throw formatDefect.raise(sql, charset);
    }
  }

  private String counts(PositionalArguments given) {
    return "the query has %s, but %s given"
        .formatted(
            positional == 1 ? "1 placeholder" : positional + " placeholders",
            given.size() == 1 ? "1 argument was" : given.size() + " arguments were");
  }

  private EncodedTexts encoded(Charset charset) {
    EncodedTexts ready = encoded;
    if (ready == null || !ready.charset().equals(charset)) {
      ready = new EncodedTexts(charset, sql, texts);
      encoded = ready;
    }
    return ready;
  }

  /** Whether every name is first used in the order in which the names are asked for. */
  private static boolean inOrder(int[] slots, int names) {
    int next = 0;
    for (int slot : slots) {
      if (slot > next) {
        return false;
      }
      next = Math.max(next, slot + 1);
    }
    return next == names;
  }
}
