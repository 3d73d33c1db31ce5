// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.function.Function;
import org.psycopg4j.copy.CopyOptions;
import org.psycopg4j.copy.CopySink;
import org.psycopg4j.copy.CopySource;
import org.psycopg4j.internal.copy.CopyDrain;
import org.psycopg4j.internal.copy.CopyFeed;
import org.psycopg4j.internal.copy.CopyPump;
import org.psycopg4j.internal.copy.CopySql;
import org.psycopg4j.internal.copy.ProgressMeter;

/** COPY as psycopg2 has it, for one cursor. */
final class Copies {
  private final Cursor<?> cursor;
  private final Statements<?> statements;

  Copies(Cursor<?> cursor, Statements<?> statements) {
    this.cursor = cursor;
    this.statements = statements;
  }

  /** {@code copy_from}. */
  void from(Function<Charset, CopySource> source, String table, CopyOptions options) {
    from("copy_from", source, scope -> CopySql.from(table, options, plainStrings()), options);
  }

  /** {@code copy_expert} with something to read from. */
  void from(Query sql, Function<Charset, CopySource> source) {
    from("copy_expert", source, sql, CopyOptions.defaults());
  }

  private void from(
      String command, Function<Charset, CopySource> from, Query sql, CopyOptions options) {
    cursor.requireOpen();
    CopyTurn turn = statements.takeTurn(command, sql);
    CopyFeed feed;
    try (turn) {
      feed = turn.feed();
      CopySource source = from.apply(turn.charset());
      ProgressMeter meter = new ProgressMeter(options.listener(), source.totalBytes());
      closing(source::close, () -> CopyPump.run(feed, source, options.readSize(), meter));
    }
    statements.copied(turn, feed.copy());
  }

  /** {@code copy_to}. */
  void to(CopySink sink, String table, CopyOptions options) {
    to("copy_to", sink, scope -> CopySql.to(table, options, plainStrings()), options);
  }

  /** {@code copy_expert} with something to write to. */
  void to(Query sql, CopySink sink) {
    to("copy_expert", sink, sql, CopyOptions.defaults());
  }

  private void to(String command, CopySink sink, Query sql, CopyOptions options) {
    cursor.requireOpen();
    CopyTurn turn = statements.takeTurn(command, sql);
    CopyDrain drain;
    try (turn) {
      drain = turn.drain();
      ProgressMeter meter = new ProgressMeter(options.listener(), -1);
      closing(sink::close, () -> CopyPump.run(drain, sink, meter));
    }
    statements.copied(turn, drain.copy());
  }

  private boolean plainStrings() {
    return cursor.connection().quoting().standardConformingStrings();
  }

  /** Something of the user's that has to be closed. */
  private interface Closing {
    void close() throws IOException;
  }

  private void closing(Closing end, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error t) {
      try {
        end.close();
      } catch (IOException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
    try {
      end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
