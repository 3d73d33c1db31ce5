// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A cursor's rows for a stream, one after another: a cursor has one position, so they can't be
 * split among threads.
 */
final class RowSpliterator<T> implements Spliterator<T> {
  private final Iterator<T> rows;
  private final Runnable end;
  private boolean ended;

  private RowSpliterator(Iterator<T> rows, Runnable end) {
    this.rows = rows;
    this.end = end;
  }

  /**
   * A stream of the rows.
   *
   * @param end what to do at their end, and when the stream is closed; perhaps twice
   */
  static <T> Stream<T> stream(Iterator<T> rows, Runnable end) {
    return StreamSupport.stream(new RowSpliterator<>(rows, end), false).onClose(end);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (ended) {
      return false;
    }
    if (!rows.hasNext()) {
      ended = true;
      end.run();
      return false;
    }
    action.accept(rows.next());
    return true;
  }

  @Override
  public @Nullable Spliterator<T> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE; // that is: unknown
  }

  @Override
  public int characteristics() {
    return ORDERED | NONNULL;
  }
}
