// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.AnswerMemory;
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
public final class PreparedExchange extends StagedExchange {
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
    super(statements, parameters, memory);
    this.statement = statement;
    this.values = values;
    this.merged = merged;
    this.types = types;
    this.decoding = decoding;
    this.wanted = wanted;
  }

  /**
   * Has it be one of several that are under way: it is what can be sent at once, a statement that
   * is prepared and is sure to return the same columns, or none, or the text.
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
    return statements().status() != 'E'
        && !statement.hasToRunPlainFirst()
        && statements().isDue(statement, wanted)
        && (!statement.isPrepared() || statements().wantsSettings(statement));
  }

  /** Has it do no more than prepare the statement, if that can be. */
  public PreparedExchange preparesOnly() {
    preparesOnly = true;
    return this;
  }

  PrepareSettings wanted() {
    return wanted;
  }

  @Override
  boolean isInTransaction() {
    return first || super.isInTransaction();
  }

  @Override
  protected void sendAfterBegin(SendBuffer out) {
    first = true;
    send(out);
  }

  @Override
  Stage decide() {
    boolean failed = !first && statements().status() == 'E';
    boolean isDue = statements().isDue(statement, wanted);
    if (failed || !isDue || (!preparesOnly && statement.hasToRunPlainFirst())) {
      return preparesOnly ? new NoStage(this) : new PlainStage(this);
    }
    if (together && !goesWithOthers()) {
      return new PlainStage(this);
    }
    if (statements().wantsSettings(statement)) {
      return new SettingsStage(this);
    }
    if (!statement.isPrepared()) {
      return new DescribeStage(this, statement, merged.bytes());
    }
    if (preparesOnly) {
      return new NoStage(this);
    } else if (!statement.write(values, statements().parameters(charset()))) {
      return new PlainStage(this);
    }
    Way way = way();
    if (way == Way.SAVEPOINT && !statements().mayGuard()) {
      return new PlainStage(this);
    }
    RowDescription columns = statement.columns(types, decoding, statements().hasExactTexts());
    return new RunStage(this, statement, columns, way);
  }

  private boolean goesWithOthers() {
    return statement.isPrepared()
        && !statements().wantsSettings(statement)
        && (!needsProof
            || statement.returnsNothing()
            || (canBeProved && statements().isVerified(statement)));
  }

  private Way way() {
    if (together) {
      return inAnyOrder && !isInTransaction() ? Way.LAST : Way.NONE;
    } else if (!isInTransaction()) {
      return Way.AGAIN;
    }
    if (first && statements().canChain()) {
      return Way.CHAIN;
    }
    return statements().isVerified(statement) ? Way.NONE : Way.SAVEPOINT;
  }

  @Override
  protected boolean goesLast() {
    return inAnyOrder;
  }

  /** Sends the text with the arguments merged in. */
  void sendPlain(SendBuffer out) {
    plain = true;
    sendText(merged.bytes(), out);
  }

  void hasRunPrepared() {
    if (error() == null) {
      statements().hasRun(statement);
    }
  }

  void hasRunPlain() {
    if (error() == null) {
      if (statement.hasToRunPlainFirst() && (columns() != null || !earlier().isEmpty())) {
        statement.refuse("a rule has it return rows");
      }
      statements().hasRunPlain(statement);
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
