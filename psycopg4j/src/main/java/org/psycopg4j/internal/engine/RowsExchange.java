// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.nio.charset.StandardCharsets;
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
 * A statement whose rows are taken while they come (manual: "Simple Query"): it holds as many as
 * make a page, then the server waits. Rows that came before an error can be taken.
 */
public final class RowsExchange extends Exchange {
  private static final int PAGE = 64 << 10; // bytes: about what one read brings

  private final byte[] sql;
  private final SessionParameters parameters;
  private @Nullable RowDescription columns;
  private RowStore rows = new RowStore();
  private int held; // bytes of rows
  private boolean discarding;

  /** A request with this statement, in the client's encoding. */
  public RowsExchange(byte[] sql, SessionParameters parameters) {
    this.sql = sql;
    this.parameters = parameters;
  }

  /** A request with a statement of ASCII characters. */
  RowsExchange(String sql, SessionParameters parameters) {
    this(sql.getBytes(StandardCharsets.US_ASCII), parameters);
  }

  @Override
  protected void send(SendBuffer out) {
    Frontend.query(out, sql);
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    switch (tag) {
      case Backend.DATA_ROW -> dataRow(buf, off, len);
      case Backend.ROW_DESCRIPTION -> rowDescription(buf, off, len);
      case Backend.COMMAND_COMPLETE, Backend.EMPTY_QUERY_RESPONSE -> {}
      case Backend.COPY_IN_RESPONSE -> {
        Frontend.copyFail(out, "COPY FROM STDIN needs a source of data");
        failWith(
            new ProgrammingException(
                "can't execute COPY FROM: use the copy_from() method instead"));
      }
      case Backend.COPY_OUT_RESPONSE ->
          failWith(
              new ProgrammingException("can't execute COPY TO: use the copy_to() method instead"));
      case Backend.COPY_DATA, Backend.COPY_DONE -> {} // a COPY TO that nobody asked to see
      default -> throw unexpected(tag, "streaming rows");
    }
  }

  private void rowDescription(byte[] buf, int off, int len) {
    if (columns != null) {
      failWith(
          new ProgrammingException(
              "only one statement that returns rows can be streamed at a time"));
      discarding = true;
    } else {
      columns = RowDescription.parse(buf, off, len, parameters.charset());
    }
  }

  private void dataRow(byte[] buf, int off, int len) {
    if (columns == null) {
      throw unexpected(Backend.DATA_ROW, "no rows were announced");
    }
    if (!discarding) {
      rows.add(buf, off, len, columns.size());
      held += len;
    }
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer out) {
    failWith(ServerError.of(diagnostics, new String(sql, parameters.charset())));
  }

  @Override
  public boolean isFull() {
    return held >= PAGE;
  }

  @Override
  protected void release() {
    discard();
  }

  /** The columns, or null before they are known. */
  public @Nullable RowDescription columns() {
    return columns;
  }

  /** The rows that have come since the last time, or null if there are none. */
  public @Nullable RowStore take() {
    if (rows.size() == 0) {
      return null;
    }
    RowStore taken = rows;
    rows = new RowStore();
    held = 0;
    return taken;
  }

  /** Forgets the rows that are here, and those to come. */
  public void discard() {
    discarding = true;
    rows = new RowStore();
    held = 0;
  }
}
