// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.prepared.PreparedExchange;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.types.Quoting;

/** Writes a pipeline's statements. Belongs to one pipeline. */
final class PipelineText {
  private final Connection connection;
  private final Cursor<Row> cursor;
  private final QueryText text = new QueryText();
  private final Promotion promotion;
  private final AnswerMemory memory = new AnswerMemory();
  private final SentText sent = new SentText();
  private @Nullable RowFactory<?> lastFactory;
  private @Nullable RowMaker<?> lastMaker;

  PipelineText(Connection connection, Cursor<Row> cursor) {
    this.connection = connection;
    this.cursor = cursor;
    this.promotion = new Promotion(connection);
  }

  String sql(Query query, Arguments arguments) {
    return arguments == Arguments.none() ? query.asString(cursor) : query.template(cursor);
  }

  /**
   * Whether a statement has to be alone: it may change how the next one is written, or how the
   * result of the one before it is read.
   */
  boolean isAlone(String sql, Arguments arguments) {
    return promotion.mayChangeSettings(sql, arguments, connection.quoting());
  }

  QueryExchange request(String sql, Arguments arguments) {
    Quoting quoting = connection.quoting();
    Types types = cursor.registered();
    PreparedExchange prepared =
        promotion.request(sql, arguments, quoting, types, memory, false, sent);
    if (prepared != null) {
      return prepared.underWayWithOthers();
    }
    byte[] merged = text.merge(sql, arguments, quoting, types.ofStatement());
    if (merged.length == 0) {
      throw new ProgrammingException("can't execute an empty query");
    }
    return connection.query(merged, memory);
  }

  /** What makes rows with a factory. */
  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // the very same factory makes the same
  <T> RowMaker<T> maker(RowFactory<T> factory) {
    RowMaker<?> known = lastMaker;
    if (known == null || lastFactory != factory) {
      known = new RowMaker<>(factory, cursor);
      lastMaker = known;
      lastFactory = factory;
    }
    return (RowMaker<T>) known;
  }
}
