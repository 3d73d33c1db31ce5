// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;

/**
 * A log of statements as text: psycopg2's {@code LoggingConnection} and {@code
 * MinTimeLoggingConnection}. Made by {@link StatementLog#to(Appendable)}.
 *
 * <p>It never changes: each method makes another one. It is for any thread if what it writes to is.
 */
public final class TextStatementLog implements StatementLog {
  private static final int NANOS_DIGITS_BELOW_MILLIS = 6;

  private final Consumer<String> out;
  private final @Nullable Duration threshold;
  private final BiFunction<? super String, ? super Cursor<?>, @Nullable String> filter;

  TextStatementLog(Consumer<String> out) {
    this(out, null, (text, cursor) -> text);
  }

  private TextStatementLog(
      Consumer<String> out,
      @Nullable Duration threshold,
      BiFunction<? super String, ? super Cursor<?>, @Nullable String> filter) {
    this.out = out;
    this.threshold = threshold;
    this.filter = filter;
  }

  /**
   * The same of those statements only that took longer, with how long ({@code
   * MinTimeLoggingConnection}).
   */
  public TextStatementLog slowerThan(Duration duration) {
    return new TextStatementLog(out, duration, filter);
  }

  /**
   * The same of what a function makes of each text, or nothing where that is null ({@code
   * LoggingConnection.filter}). The time comes behind it.
   */
  public TextStatementLog filter(
      BiFunction<? super String, ? super Cursor<?>, @Nullable String> change) {
    return new TextStatementLog(out, threshold, change);
  }

  @Override
  public void executed(Cursor<?> cursor, Duration elapsed, @Nullable PsycopgException error) {
    if (threshold != null && elapsed.compareTo(threshold) <= 0) {
      return;
    }
    byte[] query = cursor.query();
    if (query == null) {
      return;
    }
    // What is no character of the encoding is replaced, not refused: a log shows what there was.
    Charset charset = cursor.connection().decoding().charset();
    String text = filter.apply(new String(query, charset), cursor);
    if (text != null) {
      out.accept(threshold == null ? text : text + time(elapsed));
    }
  }

  private static String time(Duration elapsed) {
    BigDecimal millis = BigDecimal.valueOf(elapsed.toNanos(), NANOS_DIGITS_BELOW_MILLIS);
    return "%n  (execution time: %s ms)".formatted(millis.toPlainString());
  }

  static Consumer<String> lines(Appendable out) {
    return text -> {
      try {
        out.append(text + System.lineSeparator());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
