// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.bind;
import static org.psycopg4j.testkit.ClientMessages.execute;
import static org.psycopg4j.testkit.ClientMessages.parse;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ClientMessages.sync;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.bindComplete;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.parseComplete;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Psycopg;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.testkit.Conversation;
import org.psycopg4j.testkit.FakeServer;

/** Who cancels may hit BEGIN or COMMIT: nothing is committed by mistake, and a rollback follows. */
class CanceledCommitTest {
  private static final byte[] CANCELED =
      errorResponse("57014", "canceling statement due to user request");

  private static void welcome(Conversation c) throws Exception {
    c.expectStartup();
    c.send(authenticationOk(), readyForQuery('I'));
  }

  @Test
  void aCommitThatWasCanceledLeavesATransactionToRollBack() throws Exception {
    FakeServer.Script script =
        c -> {
          welcome(c);
          c.expect(parse("", "BEGIN"), bind("", ""), execute("", 0), query("SELECT 1"));
          c.send(parseComplete(), bindComplete(), commandComplete("BEGIN"));
          c.send(commandComplete("SELECT 1"), readyForQuery('T'));
          c.expect(query("COMMIT"));
          c.send(CANCELED, readyForQuery('E'));
          c.expect(query("ROLLBACK"));
          c.send(commandComplete("ROLLBACK"), readyForQuery('I'));
          c.awaitClose();
        };
    try (FakeServer server = FakeServer.start(script);
        Connection conn = Psycopg.connect(server.dsn())) {
      conn.cursor().execute("SELECT 1");
      assertThatThrownBy(conn::commit).isInstanceOf(QueryCanceled.class);
      assertThat(conn.status()).isEqualTo(ConnectionStatus.BEGIN);
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
      conn.rollback();
      assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    }
  }

  @Test
  void aBeginThatWasCanceledLeavesNoTransactionAndItsStatementUnexecuted() throws Exception {
    FakeServer.Script script =
        c -> {
          welcome(c);
          c.expect(parse("", "BEGIN"), bind("", ""), execute("", 0), query("SELECT 1"));
          c.send(CANCELED);
          c.expect(sync()); // what lies before it was skipped
          c.send(readyForQuery('I'));
          c.awaitClose();
        };
    try (FakeServer server = FakeServer.start(script);
        Connection conn = Psycopg.connect(server.dsn())) {
      assertThatThrownBy(() -> conn.cursor().execute("SELECT 1")).isInstanceOf(QueryCanceled.class);
      assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
      conn.rollback(); // there is nothing to roll back, so nothing is sent
    }
  }
}
