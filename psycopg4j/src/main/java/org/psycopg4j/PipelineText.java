// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.prepared.PreparedExchange;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.types.AnyLiteral;

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
   * The request for a statement; null if it can't be one of several that are under way.
   *
   * @param inTransaction whether it is executed in a transaction, or begins one
   * @param hasBegun whether the answer to its BEGIN is here
   */
  @Nullable QueryExchange withOthers(
      String sql, Arguments arguments, boolean inTransaction, boolean hasBegun) {
    PreparedExchange prepared = prepared(sql, arguments);
    if (prepared != null) {
      return prepared.wantsToBeAlone()
          ? null
          : prepared.underWayWithOthers(inTransaction, hasBegun);
    }
    return mayChangeWhatIsWritten(sql, arguments) ? null : plain(sql, arguments);
  }

  /* It may change how the next one is written, or how the result of the one before it is read. */
  private boolean mayChangeWhatIsWritten(String sql, Arguments arguments) {
    return promotion.mayChangeSettings(sql, arguments, connection.quoting());
  }

  /** The request for a statement before which all is answered, as it is before the next one. */
  QueryExchange alone(String sql, Arguments arguments) {
    PreparedExchange prepared = prepared(sql, arguments);
    return prepared != null ? prepared : plain(sql, arguments);
  }

  private @Nullable PreparedExchange prepared(String sql, Arguments arguments) {
    return promotion.request(
        sql, arguments, connection.quoting(), cursor.registered(), memory, false, sent);
  }

  private QueryExchange plain(String sql, Arguments arguments) {
    AnyLiteral literals = cursor.registered().ofStatement();
    byte[] merged = text.merge(sql, arguments, connection.quoting(), literals);
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
