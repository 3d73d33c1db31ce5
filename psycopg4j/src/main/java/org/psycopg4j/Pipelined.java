// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InternalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;

/**
 * The result of one statement of a {@link Pipeline}: whoever asks for it waits for it, and gets the
 * statement's error if it has failed. Of several statements in one text it is the last one's.
 *
 * <p>It can be kept after the pipeline's end. Until then it is for the pipeline's thread, and then
 * for one thread at a time.
 *
 * @param <T> what a row becomes
 */
public final class Pipelined<T> {
  private final Pipeline pipeline;
  private final QueryExchange request;
  private final RowMaker<T> maker;
  private final boolean isCommit;
  private @Nullable Result result;
  private @Nullable PsycopgException error;

  Pipelined(Pipeline pipeline, QueryExchange request, RowMaker<T> maker, boolean isCommit) {
    this.pipeline = pipeline;
    this.request = request;
    this.maker = maker;
    this.isCommit = isCommit;
  }

  QueryExchange request() {
    return request;
  }

  /** Takes the answer, which is here; returns the error, if there is one. */
  @Nullable PsycopgException answered(Types types, Decoding decoding) {
    error = request.error();
    if (error == null && request.isEmpty()) {
      error = new ProgrammingException("can't execute an empty query");
    } else if (error == null && isCommit && "ROLLBACK".equals(request.commandTag())) {
      error =
          new InternalException("nothing was committed: a statement of the transaction has failed");
    }
    if (error == null) {
      RowDescription columns = request.columns();
      RowPlan plan = columns == null ? null : maker.plan(columns, types.decoders(), decoding);
      result = Result.of(request, plan);
    }
    return error;
  }

  /** Whether the answer has come; asking for it would not wait. */
  public boolean isDone() {
    return result != null || error != null;
  }

  private Result result() {
    PsycopgException failed = error();
    Result got = result;
    if (got == null) {
      throw failed == null ? new InternalException("the pipeline has no answer") : failed;
    }
    return got;
  }

  /** What went wrong, or null; waits for the answer. The pipeline does not raise it any more. */
  public @Nullable PsycopgException error() {
    if (!isDone()) {
      pipeline.await(this);
    }
    PsycopgException failed = error;
    if (failed != null) {
      pipeline.seen(failed);
    }
    return failed;
  }

  /** The next row, or null after the last; waits for the answer. */
  public @Nullable T fetchOne() {
    Row row = result().next();
    return row == null ? null : maker.make(row);
  }

  /** The rows that are left; waits for the answer. */
  public List<T> fetchAll() {
    Result rows = result();
    rows.requireRows();
    List<T> all = new ArrayList<>(rows.here());
    for (Row row; (row = rows.next()) != null; ) {
      all.add(maker.make(row));
    }
    return all;
  }

  /** The rows that are left, as columns; waits for the answer. */
  public Columns fetchColumns() {
    return result().columns();
  }

  /** How many rows the statement returned or changed, -1 if it is not about rows; waits. */
  public long rowCount() {
    return result().rowCount();
  }

  /** What was done, such as {@code INSERT 0 1}; waits for the answer. */
  public @Nullable String statusMessage() {
    return result().commandTag();
  }

  /** The columns, or null if no rows were returned; waits for the answer. */
  public @Nullable List<Column> description() {
    return result().description();
  }
}
