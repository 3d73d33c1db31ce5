// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.engine.SessionParameters;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * A statement that is prepared on the server if it has been executed often enough and nothing
 * speaks against it, and else goes by the simple protocol; which of the two is decided when it is
 * sent. It may take several questions and answers, but is one request to whoever waits for it.
 */
public final class PreparedExchange extends QueryExchange {
  private final PreparedStatements statements;
  private final TypedStatement statement;
  private final @Nullable Object[] values;
  private final MergedText merged;
  private final Decoders types;
  private final Decoding decoding;
  private final PrepareSettings wanted;
  private boolean preparesOnly;
  private boolean together;
  private boolean inAnyOrder;
  private boolean needsProof; // that a prepared statement means the same as before
  private boolean canBeProved;
  private boolean first; // of its transaction
  private boolean plain; // it has gone by the simple protocol
  private @Nullable Stage stage;

  /**
   * A request with a statement and its arguments.
   *
   * @param values an argument for each placeholder
   * @param merged the text with the arguments merged in
   * @param types what decodes the result
   * @param decoding the settings that it will be decoded under
   * @param wanted which statements are to be prepared
   */
  public PreparedExchange(
      PreparedStatements statements,
      TypedStatement statement,
      @Nullable Object[] values,
      MergedText merged,
      Decoders types,
      Decoding decoding,
      PrepareSettings wanted,
      SessionParameters parameters,
      AnswerMemory memory) {
    super(parameters, memory);
    this.statements = statements;
    this.statement = statement;
    this.values = values;
    this.merged = merged;
    this.types = types;
    this.decoding = decoding;
    this.wanted = wanted;
  }

  /**
   * Has it be one of several that are under way: it is what can be sent at once, a statement that
   * is prepared and is sure to mean the same, or the text.
   *
   * @param inTransaction whether it is executed in a transaction, which an error would end
   * @param hasBegun whether that has begun already, as far as the answers tell that are here
   */
  public PreparedExchange underWayWithOthers(boolean inTransaction, boolean hasBegun) {
    together = true;
    needsProof = inTransaction;
    canBeProved = hasBegun;
    return this;
  }

  /** The same where nothing depends on the order, outside of transactions. */
  public PreparedExchange inAnyOrder() {
    together = true;
    inAnyOrder = true;
    return this;
  }

  /** Whether it would prepare the statement, or ask something first, if it were not together. */
  public boolean wantsToBeAlone() {
    return statements.status() != 'E'
        && !statement.hasToRunPlainFirst()
        && statements.isDue(statement, wanted)
        && (!statement.isPrepared() || statements.wantsSettings(statement));
  }

  /** Has it do no more than prepare the statement, if that can be. */
  public PreparedExchange preparesOnly() {
    preparesOnly = true;
    return this;
  }

  PreparedStatements statements() {
    return statements;
  }

  PrepareSettings wanted() {
    return wanted;
  }

  Charset charset() {
    return parameters().charset();
  }

  boolean isInTransaction() {
    return first || statements.status() == 'T';
  }

  @Override
  protected void sendAfterBegin(SendBuffer out) {
    first = true;
    send(out);
  }

  @Override
  protected void send(SendBuffer out) {
    Stage begun = decide();
    stage = begun;
    begun.send(out);
  }

  /** What is to be done next for the statement, as things stand. */
  Stage decide() {
    boolean failed = !first && statements.status() == 'E';
    boolean isDue = statements.isDue(statement, wanted);
    if (failed || !isDue || (!preparesOnly && statement.hasToRunPlainFirst())) {
      return preparesOnly ? new NoStage(this) : new PlainStage(this);
    }
    if (together && !goesWithOthers()) {
      return new PlainStage(this);
    }
    if (statements.wantsSettings(statement)) {
      return new SettingsStage(this);
    }
    if (!statement.isPrepared()) {
      return new DescribeStage(this, statement, merged.bytes());
    }
    if (preparesOnly) {
      return new NoStage(this);
    } else if (!statement.write(values, statements.parameters(charset()))) {
      return new PlainStage(this);
    }
    Way way = way();
    if (way == Way.SAVEPOINT && !statements.mayGuard()) {
      return new PlainStage(this);
    }
    RowDescription columns = statement.columns(types, decoding, statements.hasExactTexts());
    return new RunStage(this, statement, columns, way);
  }

  private boolean goesWithOthers() {
    return statement.isPrepared()
        && !statements.wantsSettings(statement)
        && (!needsProof || (canBeProved && statements.isVerified(statement)));
  }

  private Way way() {
    if (!isInTransaction()) {
      return inAnyOrder ? Way.LAST : together ? Way.NONE : Way.AGAIN;
    }
    if (first && statements.canChain()) {
      return Way.CHAIN;
    }
    return statements.isVerified(statement) ? Way.NONE : Way.SAVEPOINT;
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    Stage current = stage;
    if (current == null) {
      throw Stage.unexpected(tag);
    }
    current.onMessage(tag, buf, off, len, out);
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer out) {
    Stage current = stage;
    if (current == null) {
      failed(ServerError.of(diagnostics, null));
    } else {
      current.onError(diagnostics, out);
    }
  }

  @Override
  protected boolean goesOn(SendBuffer out) {
    Stage current = stage;
    if (current == null || error() != null) {
      return false;
    }
    try {
      Stage next = current.onReady();
      if (next != null && next != current) {
        next.send(out);
        stage = next;
      }
      return next != null;
    } catch (PsycopgException e) {
      failWith(e); // an argument that can't be written
      return false;
    }
  }

  @Override
  protected boolean goesLast() {
    return inAnyOrder;
  }

  /** Sends the text with the arguments merged in. */
  void sendPlain(SendBuffer out) {
    plain = true;
    text(merged.bytes());
    super.send(out);
  }

  /** Takes a message of the statement's own answer. */
  void answer(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    super.onMessage(tag, buf, off, len, out);
  }

  /** Takes an error of the text with the arguments merged in. */
  void failed(Diagnostics error, SendBuffer out) {
    super.onError(error, out);
  }

  /** Takes an error that has no place in that text. */
  void failed(PsycopgException error) {
    forget();
    failWith(error);
  }

  /** Begins the result, which the server does not describe again. */
  void beginRows(RowDescription columns) {
    begin(columns);
  }

  void hasRunPrepared() {
    if (error() == null) {
      statements.hasRun(statement);
    }
  }

  void hasRunPlain() {
    if (error() == null) {
      if (statement.hasToRunPlainFirst() && (columns() != null || !earlier().isEmpty())) {
        statement.refuse("a rule has it return rows");
      }
      statements.hasRunPlain(statement);
    }
  }

  /** Whether it has gone by the simple protocol at last. */
  public boolean isPlain() {
    return plain;
  }

  /** An error in a parameter as it would be in the literal. */
  PsycopgException asMerged(Diagnostics error) {
    return Unbound.asMerged(error, merged, parameters());
  }
}
