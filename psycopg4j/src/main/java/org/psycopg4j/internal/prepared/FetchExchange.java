// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.SessionParameters;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.catalog.Decoders;

/**
 * FETCH from a cursor whose columns are known: those whose values come out the same are asked for
 * in binary. Nothing is prepared for longer than it takes.
 */
public final class FetchExchange extends StagedExchange {
  private final byte[] sql;
  private final CursorColumns columns;
  private final Decoders types;
  private final Decoding decoding;

  /**
   * A request for a page.
   *
   * @param sql FETCH, in the client's encoding
   * @param columns the cursor's
   * @param types what decodes the result
   * @param decoding the settings that it will be decoded under
   */
  public FetchExchange(
      PreparedStatements statements,
      byte[] sql,
      CursorColumns columns,
      Decoders types,
      Decoding decoding,
      SessionParameters parameters,
      AnswerMemory memory) {
    super(statements, parameters, memory);
    this.sql = sql;
    this.columns = columns;
    this.types = types;
    this.decoding = decoding;
  }

  @Override
  Stage decide() {
    boolean failed = statements().status() == 'E';
    if (!failed && statements().wantsSettings(columns)) {
      return new SettingsStage(this);
    }
    boolean exactTexts = statements().hasExactTexts();
    return new FetchStage(this, sql, columns.columns(types, decoding, exactTexts).formats());
  }

  /** Says what the server has in its log. */
  void sends(byte[] text) {
    text(text);
  }
}
