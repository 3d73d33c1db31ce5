// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.net.Session;
import org.psycopg4j.internal.session.Arriving;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Face;
import org.psycopg4j.internal.session.Lender;
import org.psycopg4j.internal.session.Terms;

/** What the rooms above this one find behind its connections and cursors. */
final class Behind implements Face {
  @Override
  public Dialogue dialogue(AutoCloseable connection) {
    return ((Connection) connection).dialogue();
  }

  @Override
  public Arriving<?> rows(AutoCloseable cursor) {
    return new StreamedRows<>((Cursor<?>) cursor);
  }

  @Override
  public void goWithOthers(AutoCloseable cursor, Consumer<@Nullable PsycopgException> told) {
    ((Cursor<?>) cursor).goWithOthers(told);
  }

  @Override
  public void detach(AutoCloseable cursor) {
    ((Cursor<?>) cursor).detach();
  }

  @Override
  public Connection lend(
      AutoCloseable first, Session session, Terms terms, boolean async, Lender lender) {
    return Connection.lent((Connection) first, session, terms, async, lender);
  }
}
