// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.wire.RowStore;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.EverySplit;

class RowsExchangeTest {
  private static final String SQL = "select x from t";
  private static final byte[] COLUMNS = rowDescription(Column.of("x", 25));

  private static RowsExchange start(EnginePeer peer) {
    RowsExchange rows = new RowsExchange(SQL, peer.engine.parameters());
    peer.engine.start(rows);
    return rows;
  }

  private static int taken(RowsExchange rows) {
    RowStore page = rows.take();
    return page == null ? 0 : page.size();
  }

  @Test
  void rowsAreTakenWhileTheyCome() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          RowsExchange rows = start(t.peer());
          t.client(query(SQL));
          t.server(COLUMNS, dataRow("a"), dataRow("b"));
          assertThat(taken(rows)).isEqualTo(2);
          assertThat(taken(rows)).isZero();
          t.server(dataRow("c"), commandComplete("SELECT 3"), readyForQuery('I'));
          rows.raise();
          assertThat(taken(rows)).isEqualTo(1);
        });
  }

  @Test
  void nothingMoreIsReadWhileAPageIsFull() {
    EnginePeer peer = EnginePeer.ready();
    RowsExchange rows = start(peer);
    peer.drain();
    peer.feed(COLUMNS, 0, COLUMNS.length);
    byte[] row = dataRow("x".repeat(40_000));
    for (int i = 0; i < 3; i++) {
      peer.feed(row, 0, row.length);
    }
    assertThat(rows.isFull()).isTrue();
    assertThat(peer.engine.state()).isEqualTo(PollState.OK);
    assertThat(taken(rows)).isEqualTo(2);
    assertThat(peer.engine.state()).isEqualTo(PollState.READ);
    peer.engine.resume();
    assertThat(taken(rows)).isEqualTo(1);
  }

  @Test
  void rowsBeforeAnErrorCanBeTaken() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          RowsExchange rows = start(t.peer());
          t.server(COLUMNS, dataRow("a"), errorResponse("22012", "division by zero"));
          assertThat(rows.isDone()).isFalse();
          t.server(readyForQuery('I'));
          assertThatThrownBy(rows::raise).isInstanceOf(DivisionByZero.class);
          assertThat(taken(rows)).isEqualTo(1);
        });
  }

  @Test
  void theRowsOfASecondStatementAreAnError() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          RowsExchange rows = start(t.peer());
          t.server(COLUMNS, dataRow("a"), commandComplete("SELECT 1"));
          t.server(COLUMNS, dataRow("b"), commandComplete("SELECT 1"), readyForQuery('I'));
          assertThatThrownBy(rows::raise).isInstanceOf(ProgrammingException.class);
          assertThat(taken(rows)).isEqualTo(1);
        });
  }

  @Test
  void discardedRowsAreNotKept() {
    EnginePeer peer = EnginePeer.ready();
    RowsExchange rows = start(peer);
    peer.drain();
    peer.feed(COLUMNS, 0, COLUMNS.length);
    rows.discard();
    byte[] row = dataRow("x".repeat(40_000));
    for (int i = 0; i < 3; i++) {
      peer.feed(row, 0, row.length);
    }
    assertThat(rows.isFull()).isFalse();
    assertThat(taken(rows)).isZero();
  }
}
