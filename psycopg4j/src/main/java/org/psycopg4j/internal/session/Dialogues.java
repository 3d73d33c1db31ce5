// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a connection, for the rooms above the face: its {@link Dialogue}, which users
 * don't see. Any thread may ask.
 */
public final class Dialogues {
  private static volatile @Nullable Function<AutoCloseable, Dialogue> face;

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
}
