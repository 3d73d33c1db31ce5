// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.net.Session;

/**
 * What the users' connections and cursors do for the rooms above them, which users can't ask for.
 * The face implements it; {@link Dialogues} has it.
 */
public interface Face {
  /** What is behind a connection. */
  Dialogue dialogue(AutoCloseable connection);

  /** The rows of a statement that a cursor is going to execute, as they come. */
  Arriving<?> rows(AutoCloseable cursor);

  /**
   * Has a cursor of a connection that is polled queue what it executes from now on, behind others
   * that do so; there must be no transaction.
   *
   * @param told when the answer is here: of its error, which is not raised, or null
   */
  void goWithOthers(AutoCloseable cursor, Consumer<@Nullable PsycopgException> told);

  /** Has a cursor serve the rows that it has after its connection's end, too. */
  void detach(AutoCloseable cursor);

  /**
   * A connection over a session that others have had before: it has the types, handlers and
   * settings that the first one had when it was {@linkplain HandOver handed over}.
   *
   * @param first the session's first connection
   * @param async whether it is one that is polled
   * @param lender told when the connection is closed
   */
  AutoCloseable lend(
      AutoCloseable first, Session session, Terms terms, boolean async, Lender lender);
}
