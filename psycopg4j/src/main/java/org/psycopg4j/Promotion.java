// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.prepared.PrepareSettings;
import org.psycopg4j.internal.prepared.PreparedExchange;
import org.psycopg4j.internal.prepared.PreparedStatements;
import org.psycopg4j.internal.prepared.StatementText;
import org.psycopg4j.internal.prepared.TypedStatement;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.Page;
import org.psycopg4j.internal.types.Quoting;

/**
 * Finds out for one cursor which statements may be prepared on the server, and remembers the one
 * that it saw last. Belongs to one cursor.
 */
final class Promotion {
  /** Longer statements are not looked at: they are hardly executed twice. */
  private static final int LONGEST = 20_000;

  private static final int LARGE = 8 << 20;

  private final Connection connection;
  private @Nullable StatementText last;
  private boolean lastIsBare;
  private @Nullable PreparedStatements lastOf;
  private @Nullable TypedStatement lastTyped;

  Promotion(Connection connection) {
    this.connection = connection;
  }

  /**
   * The request for a statement that may be prepared, at once or later; null for one that may not.
   *
   * @param isEager whether it is to be prepared at once
   * @param sent is told of the text
   */
  @Nullable PreparedExchange request(
      String sql,
      Arguments arguments,
      Quoting quoting,
      Types types,
      AnswerMemory memory,
      boolean isEager,
      SentText sent) {
    lastTyped = null;
    PreparedStatements statements = connection.dialogue().statements();
    PrepareSettings wanted = connection.preparing();
    if (statements == null
        || wanted.isOff()
        || statements.refusal() != null
        || arguments instanceof Page
        || sql.length() > LONGEST) {
      return null;
    }
    StatementText text = text(statements, sql, arguments == Arguments.none(), quoting);
    if (!text.mayBePrepared()) {
      return null;
    }
    @Nullable Object[] values = text.values(arguments);
    if (values == null || !types.areBuiltIn(values)) {
      return null;
    }
    TypedStatement typed = text.with(values, quoting);
    if (typed == null || !typed.admits(values) || (!typed.isPrepared() && isLarge(values))) {
      return null;
    }
    lastTyped = typed;
    MergedStatement merged = new MergedStatement(text, values, quoting, types.ofStatement());
    sent.is(merged);
    return new PreparedExchange(
        statements,
        typed,
        values,
        merged,
        types.decoders(),
        connection.decoding(),
        isEager ? wanted.eager() : wanted,
        connection.dialogue().parameters(),
        memory);
  }

  /** Whether the text with these values in it is better not held a moment longer than needed. */
  private static boolean isLarge(@Nullable Object[] values) {
    for (Object value : values) {
      if ((value instanceof CharSequence text && text.length() > LARGE)
          || (value instanceof byte[] bytes && bytes.length > LARGE)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a statement may change settings, or is several. */
  boolean mayChangeSettings(String sql, Arguments arguments, Quoting quoting) {
    PreparedStatements statements = connection.dialogue().statements();
    return statements == null
        || sql.length() > LONGEST
        || text(statements, sql, arguments == Arguments.none(), quoting).mayChangeSettings();
  }

  /** The statement of the last request; null if that was of none that may be prepared. */
  @Nullable TypedStatement lastTyped() {
    return lastTyped;
  }

  /** A set of arguments of the last request's statement; null if they are of other kinds. */
  @Nullable Object @Nullable [] valuesOfSameKinds(
      Arguments arguments, Quoting quoting, Types types) {
    StatementText text = last;
    TypedStatement typed = lastTyped;
    if (text == null || typed == null || lastIsBare || arguments == Arguments.none()) {
      return null;
    }
    @Nullable Object[] values = text.values(arguments);
    boolean fits =
        values != null
            && types.areBuiltIn(values)
            && typed.isOf(values, quoting)
            && typed.admits(values);
    return fits ? values : null;
  }

  /** The last request's statement with a set of arguments merged in. */
  MergedStatement merged(@Nullable Object[] values, Quoting quoting, Types types) {
    StatementText text = last;
    if (text == null) {
      throw new IllegalStateException("no statement was executed");
    }
    return new MergedStatement(text, values, quoting, types.ofStatement());
  }

  /** What {@link #request} would make of a statement just now. */
  PromotionReport explain(String sql, Arguments arguments, Quoting quoting, Types types) {
    PreparedStatements statements = connection.dialogue().statements();
    PrepareSettings wanted = connection.preparing();
    if (statements == null) {
      return no("the connection is not open");
    } else if (wanted.isOff()) {
      return no("prepareThreshold is negative or preparedMax is 0");
    } else if (statements.refusal() != null) {
      return no(statements.refusal());
    } else if (sql.length() > LONGEST) {
      return no("it is longer than " + LONGEST + " characters");
    }
    StatementText text = statements.text(sql, arguments == Arguments.none(), quoting);
    @Nullable Object[] values = text.values(arguments);
    if (values == null) {
      return no("its arguments do not fit its placeholders");
    } else if (!types.areBuiltIn(values)) {
      return no("an adapter is registered that may write one of its arguments");
    }
    String refusal = text.refusal(values, quoting);
    TypedStatement typed = refusal == null ? text.with(values, quoting) : null;
    return typed == null ? no(refusal) : report(typed, wanted.threshold());
  }

  private static PromotionReport no(@Nullable String reason) {
    return new PromotionReport(false, reason == null ? "" : reason, 0, null);
  }

  private static PromotionReport report(TypedStatement typed, int threshold) {
    String name = typed.statementName();
    int executions = typed.executions();
    if (name != null) {
      return new PromotionReport(true, "it is prepared", executions, name);
    } else if (typed.refusal() != null) {
      return new PromotionReport(false, typed.refusal(), executions, null);
    }
    int left = Math.max(threshold - 1 - executions, 0);
    return new PromotionReport(
        false,
        left == 0
            ? "its next execution prepares it, if the server sees the same in both"
            : "it is prepared after %d more executions".formatted(left),
        executions,
        null);
  }

  @SuppressWarnings("ReferenceEquality") // another session's statements are others
  private StatementText text(
      PreparedStatements statements, String sql, boolean isBare, Quoting quoting) {
    StatementText known = last;
    if (known == null
        || lastOf != statements
        || lastIsBare != isBare
        || !known.sql().equals(sql)
        || !known.isReadAs(quoting)) {
      known = statements.text(sql, isBare, quoting);
      last = known;
      lastOf = statements;
      lastIsBare = isBare;
    }
    return known;
  }

  void forget() {
    last = null;
    lastOf = null;
    lastTyped = null;
  }
}
