// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.RowStore;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * A string of one or more statements by the simple query protocol (manual: "Simple Query").
 *
 * <p>The result of the last statement is the result, as in psycopg2, and those {@link #earlier()}
 * are kept; of errors the first one is, and no result then. A statement that turns out to be a COPY
 * is ended at once, so the connection stays in step.
 */
public class QueryExchange extends Exchange {
  private byte @Nullable [] sql;
  private final SessionParameters parameters;
  private final AnswerMemory memory;

  private @Nullable RowDescription columns;
  private @Nullable RowStore rows;
  private @Nullable String commandTag;
  private @Nullable List<Answer> earlier;
  private boolean empty;

  /** A request with these statements, in the client's encoding. */
  public QueryExchange(byte[] sql, SessionParameters parameters) {
    this(sql, parameters, new AnswerMemory());
  }

  /** The same of somebody who remembers what the last answer looked like. */
  public QueryExchange(byte[] sql, SessionParameters parameters, AnswerMemory memory) {
    this.sql = sql;
    this.parameters = parameters;
    this.memory = memory;
  }

  /** A request whose text is {@linkplain #text(byte[]) said} when it is needed. */
  protected QueryExchange(SessionParameters parameters, AnswerMemory memory) {
    this.sql = null;
    this.parameters = parameters;
    this.memory = memory;
  }

  /** A request with a statement of ASCII characters. */
  public QueryExchange(String sql, SessionParameters parameters) {
    this(sql.getBytes(StandardCharsets.US_ASCII), parameters);
  }

  @Override
  protected void send(SendBuffer out) {
    byte[] known = sql;
    if (known == null) {
      throw new IllegalStateException("a query without a text");
    }
    Frontend.query(out, known);
  }

  @Override
  protected byte @Nullable [] text() {
    return sql;
  }

  /** Says the text, in the client's encoding. */
  protected final void text(byte[] statements) {
    sql = statements;
  }

  /** Begins the rows of these columns, which no message announces. */
  protected final void begin(RowDescription described) {
    columns = described;
    rows = new RowStore();
  }

  /** What the server reports of the session. */
  protected final SessionParameters parameters() {
    return parameters;
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    switch (tag) {
      case Backend.DATA_ROW -> dataRow(buf, off, len);
      case Backend.ROW_DESCRIPTION -> rowDescription(buf, off, len);
      case Backend.COMMAND_COMPLETE -> commandComplete(buf, off, len);
      case Backend.EMPTY_QUERY_RESPONSE -> emptyQuery();
      case Backend.COPY_IN_RESPONSE -> {
        Frontend.copyFail(out, "COPY FROM STDIN needs a source of data");
        failWith(
            new ProgrammingException(
                "can't execute COPY FROM: use the copy_from() method instead"));
      }
      case Backend.COPY_OUT_RESPONSE ->
          failWith(
              new ProgrammingException("can't execute COPY TO: use the copy_to() method instead"));
      case Backend.COPY_BOTH_RESPONSE -> {
        Frontend.copyDone(out);
        failWith(
            new ProgrammingException(
                "can't execute START_REPLICATION: use the start_replication() method instead"));
      }
      case Backend.COPY_DATA, Backend.COPY_DONE -> {} // a COPY TO that nobody asked to see
      default -> throw unexpected(tag, "running a query");
    }
  }

  private void dataRow(byte[] buf, int off, int len) {
    if (rows == null || columns == null) {
      throw unexpected(Backend.DATA_ROW, "no rows were announced");
    }
    rows.add(buf, off, len, columns.size());
  }

  private void rowDescription(byte[] buf, int off, int len) {
    keepEarlier();
    columns = memory.columns(buf, off, len, parameters.charset());
    rows = new RowStore();
    commandTag = null;
  }

  private void commandComplete(byte[] buf, int off, int len) {
    if (commandTag != null) { // the statement before this one has ended: this one has no rows
      keepEarlier();
      columns = null;
      rows = null;
    }
    commandTag = memory.tag(buf, off, len);
    empty = false;
  }

  /** Another statement's answer begins: what has come is the whole of the one before, if any. */
  private void keepEarlier() {
    String tag = commandTag;
    if (tag == null) {
      return;
    }
    List<Answer> answers = earlier;
    if (answers == null) {
      answers = new ArrayList<>();
      earlier = answers;
    }
    Answer last = answers.isEmpty() ? null : answers.get(answers.size() - 1);
    answers.add(last != null && last.isOnly(columns, tag) ? last : new Answer(columns, rows, tag));
  }

  /** Forgets what has come, of which an error has made nothing. */
  protected final void forget() {
    columns = null;
    rows = null;
    earlier = null;
  }

  private void emptyQuery() {
    columns = null;
    rows = null;
    commandTag = null;
    empty = true;
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer out) {
    forget();
    byte[] known = sql;
    failWith(
        ServerError.of(
            diagnostics, known == null ? null : new String(known, parameters.charset())));
  }

  @Override
  protected void release() {
    rows = null;
    earlier = null;
  }

  @Override
  protected void onAbandoned() {
    forget();
  }

  /** What the statements before the last one gave, in their order. */
  public List<Answer> earlier() {
    return earlier == null ? List.of() : earlier;
  }

  /** The columns of the last statement's result, or null if it returned no rows. */
  public @Nullable RowDescription columns() {
    return columns;
  }

  /** The rows of the last statement's result, or null if it returned none. */
  public @Nullable RowStore rows() {
    return rows;
  }

  /** What the last statement did, such as {@code INSERT 0 1}, or null if there was none. */
  public @Nullable String commandTag() {
    return commandTag;
  }

  /** Whether the string held no statement at all. */
  public boolean isEmpty() {
    return empty;
  }
}
