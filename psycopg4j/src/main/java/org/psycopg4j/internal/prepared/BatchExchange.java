// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.Exchange;
import org.psycopg4j.internal.engine.SessionParameters;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * A prepared statement that is executed for many sets of arguments, one after another, without
 * waiting in between: a Bind and an Execute for each, and one Sync at the end (manual:
 * "Pipelining"). After the first error the server executes no more of them. Rows that they return
 * are dropped.
 */
public final class BatchExchange extends Exchange {
  private static final int[] NO_COLUMNS = {};

  private final PreparedStatements statements;
  private final TypedStatement statement;
  private final Function<@Nullable Object[], MergedText> merged;
  private final SessionParameters parameters;
  private final int[] formats;
  private final AnswerMemory memory = new AnswerMemory();
  private final ArrayDeque<@Nullable Object[]> underWay = new ArrayDeque<>();
  private @Nullable SendBuffer out; // while sets are taken
  private @Nullable Object @Nullable [] last; // that was sent
  private boolean awaitsFirst;
  private boolean announced; // that the first one is bound
  private boolean bound; // the one whose answer comes
  private boolean anyBound;
  private long rowCount;
  private long lastRowCount;
  private String commandTag = "";
  private @Nullable Diagnostics unbound;

  /**
   * A batch of a statement that is prepared.
   *
   * @param columns its columns, as they are asked for; null if it has none
   * @param merged the text with a set of arguments merged in
   * @param awaitsFirst whether to stop once the first set is bound, or can't be: then nothing has
   *     happened, as {@link #hasRun} says
   */
  public BatchExchange(
      PreparedStatements statements,
      TypedStatement statement,
      @Nullable RowDescription columns,
      Function<@Nullable Object[], MergedText> merged,
      boolean awaitsFirst,
      SessionParameters parameters) {
    this.statements = statements;
    this.statement = statement;
    this.merged = merged;
    this.awaitsFirst = awaitsFirst;
    this.parameters = parameters;
    this.formats = columns == null ? NO_COLUMNS : columns.formats();
  }

  @Override
  protected void send(SendBuffer to) {
    out = to;
  }

  /** Whether it takes more sets. */
  public boolean isOpen() {
    return out != null;
  }

  /**
   * Sends sets of arguments.
   *
   * @return how many of them were sent: less than there are if one can't be bound, or the server
   *     takes no more
   */
  public int add(List<@Nullable Object[]> sets) {
    Charset charset = parameters.charset();
    SqlBuffer scratch = statements.parameters(charset);
    int sent = 0;
    for (@Nullable Object[] values : sets) {
      SendBuffer to = out;
      scratch.reset();
      if (to == null || !statement.write(values, scratch)) {
        break;
      }
      Frontend.bind(to, statement.name(), scratch.array(), scratch.size(), formats);
      Frontend.execute(to);
      underWay.add(values);
      last = values;
      sent++;
      if (awaitsFirst) {
        Frontend.flush(to);
        break;
      }
    }
    return sent;
  }

  /** Says that there are no more sets. */
  public void end() {
    SendBuffer to = out;
    if (to != null) {
      Frontend.sync(to);
      out = null;
    }
  }

  @Override
  public boolean isFull() {
    return announced;
  }

  /** Takes note that the first set is bound; more can be sent. */
  public void accept() {
    announced = false;
    awaitsFirst = false;
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer to) {
    switch (tag) {
      case Backend.BIND_COMPLETE -> {
        bound = true;
        anyBound = true;
        announced = awaitsFirst;
      }
      case Backend.COMMAND_COMPLETE -> completed(buf, off, len);
      case Backend.DATA_ROW -> {} // nobody asks for them
      default -> throw unexpected(tag, "executing a statement many times");
    }
  }

  private void completed(byte[] buf, int off, int len) {
    bound = false;
    underWay.remove();
    commandTag = memory.tag(buf, off, len);
    lastRowCount = CommandCount.of(buf, off, len);
    rowCount = lastRowCount < 0 || rowCount < 0 ? -1 : rowCount + lastRowCount;
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer to) {
    boolean isUnbound = !bound && !Sqlstates.isOfTheSession(diagnostics.sqlstate());
    if (isUnbound && awaitsFirst && !anyBound) {
      unbound = diagnostics;
    } else if (isUnbound && !underWay.isEmpty()) {
      failWith(Unbound.asMerged(diagnostics, merged.apply(underWay.element()), parameters));
    } else {
      failWith(ServerError.of(diagnostics, null));
    }
    end();
  }

  @Override
  protected void onAbandoned() {
    out = null;
    announced = false;
  }

  @Override
  protected void onReady() {
    if (unbound != null) {
      statements.couldNotBind(statement, unbound);
      statements.fellBack();
    } else if (error() == null && anyBound) {
      statements.hasRun(statement);
    }
  }

  /** The text of the set that was executed last, or has failed. */
  public @Nullable MergedText lastText() {
    @Nullable Object @Nullable [] values = error() == null ? last : underWay.peek();
    return values == null ? null : merged.apply(values);
  }

  /** Whether any set was executed. */
  public boolean hasRun() {
    return anyBound;
  }

  /** How many rows the last one was about, -1 if it was not about rows. */
  public long lastRowCount() {
    return lastRowCount;
  }

  /** How many rows all of them were about, -1 if they were not about rows. */
  public long rowCount() {
    return rowCount;
  }

  /** What the last one did. */
  public String commandTag() {
    return commandTag;
  }
}
