// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * Prepares a statement, and asks the server what it makes of it and of the same statement with its
 * arguments merged in: only where both have the same columns is it promoted.
 */
final class DescribeStage extends GuardedStage {
  private final PreparedExchange exchange;
  private final TypedStatement statement;
  private final String name;
  private final byte[] merged;
  private int described; // of the two
  private @Nullable RowDescription mergedColumns;
  private @Nullable RowDescription columns;
  private int[] parameterTypes = {};

  DescribeStage(PreparedExchange exchange, TypedStatement statement, byte[] merged) {
    super(exchange);
    this.exchange = exchange;
    this.statement = statement;
    this.name = exchange.statements().newName();
    this.merged = merged;
  }

  @Override
  void ask(SendBuffer out) {
    exchange.statements().closeForgotten(out);
    Frontend.parse(out, "", merged, new int[0]);
    Frontend.describeStatement(out, "");
    Frontend.parse(out, name, statement.sql(exchange.charset()), statement.declaredTypes());
    Frontend.describeStatement(out, name);
  }

  @Override
  void onAnswer(byte tag, byte[] buf, int off, int len) {
    switch (tag) {
      case Backend.PARSE_COMPLETE -> {}
      case Backend.PARAMETER_DESCRIPTION ->
          parameterTypes = types(new MessageReader(buf, off, len));
      case Backend.NO_DATA -> described(null);
      case Backend.ROW_DESCRIPTION ->
          described(RowDescription.parse(buf, off, len, exchange.charset()));
      default -> throw unexpected(tag);
    }
  }

  private void described(@Nullable RowDescription description) {
    if (described == 0) {
      mergedColumns = description;
    } else {
      columns = description;
    }
    described++;
  }

  private static int[] types(MessageReader message) {
    int[] types = new int[message.int16() & 0xffff];
    for (int i = 0; i < types.length; i++) {
      types[i] = message.int32();
    }
    return types;
  }

  @Override
  Stage next(@Nullable Diagnostics error) {
    PreparedStatements all = exchange.statements();
    if (error != null) {
      statement.cannotBePrepared(
          "the server can't prepare it with parameters: "
              + (error.messagePrimary() == null ? error.sqlstate() : error.messagePrimary()));
    } else if (!sameColumns(mergedColumns, columns)) {
      statement.cannotBePrepared("its columns would have other names or types with parameters");
      all.forget(name);
    } else {
      String refusal = statement.refusalOf(parameterTypes);
      if (refusal == null) {
        all.prepared(statement, name, columns, parameterTypes, exchange.wanted().max());
      } else {
        statement.cannotBePrepared(refusal);
        all.forget(name);
      }
    }
    return exchange.decide();
  }

  private static boolean sameColumns(@Nullable RowDescription one, @Nullable RowDescription other) {
    return one == null ? other == null : other != null && one.isSameAs(other);
  }
}
