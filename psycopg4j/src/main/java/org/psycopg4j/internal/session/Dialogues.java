// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * What is behind connections and cursors, for the rooms above the face: a connection's {@link
 * Dialogue}, which users don't see. Any thread may ask.
 */
public final class Dialogues {
  private static volatile @Nullable Face face;

  private Dialogues() {}

  /** The face says that it is there. */
  public static void foundBy(Face finder) {
    face = finder;
  }

  /** What the users' connections and cursors do for the rooms above them. */
  public static Face face() {
    Face found = face;
    if (found == null) {
      throw new IllegalStateException("there was no connection yet");
    }
    return found;
  }

  /** The dialogue of one of the face's connections. */
  public static Dialogue of(AutoCloseable connection) {
    return face().dialogue(connection);
  }
}
