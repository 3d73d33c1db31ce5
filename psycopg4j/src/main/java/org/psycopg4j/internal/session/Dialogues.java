// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a connection, for the rooms above the face: its {@link Dialogue}, which users
 * don't see. Any thread may ask.
 */
public final class Dialogues {
  private static volatile @Nullable Function<AutoCloseable, Dialogue> face;
  private static volatile @Nullable Function<AutoCloseable, Arriving<?>> cursors;
  private static volatile @Nullable Consumer<AutoCloseable> detacher;

  private Dialogues() {}

  /** The face says how it finds a connection's dialogue. */
  public static void foundBy(Function<AutoCloseable, Dialogue> finder) {
    face = finder;
  }

  /** The dialogue of one of the face's connections. */
  public static Dialogue of(AutoCloseable connection) {
    Function<AutoCloseable, Dialogue> finder = face;
    if (finder == null) {
      throw new IllegalArgumentException("not a connection: " + connection);
    }
    return finder.apply(connection);
  }

  /** The face says how the rows of a cursor's statement are taken as they come. */
  public static void rowsFoundBy(Function<AutoCloseable, Arriving<?>> finder) {
    cursors = finder;
  }

  /** The rows of a statement that one of the face's cursors is going to execute. */
  public static Arriving<?> rowsOf(AutoCloseable cursor) {
    Function<AutoCloseable, Arriving<?>> finder = cursors;
    if (finder == null) {
      throw new IllegalArgumentException("not a cursor: " + cursor);
    }
    return finder.apply(cursor);
  }

  /** The face says how a cursor is made to serve its rows after its connection's end, too. */
  public static void detachedBy(Consumer<AutoCloseable> how) {
    detacher = how;
  }

  /** Has one of the face's cursors serve the rows that it has after its connection's end, too. */
  public static void detach(AutoCloseable cursor) {
    Consumer<AutoCloseable> how = detacher;
    if (how != null) {
      how.accept(cursor);
    }
  }
}
