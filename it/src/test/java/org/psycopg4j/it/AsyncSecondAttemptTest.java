// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.testkit.FakeServer;

/** What opens a connection may try two sockets: from then on the event loop looks at the second. */
@Timeout(120)
class AsyncSecondAttemptTest {
  private static final int ATTEMPTS = 2000;

  /**
   * The second server's whole answer may be there when it is looked at first, and nothing was to be
   * waited for; the more so the less time the processors have.
   */
  @Test
  void itsAnswersAreSeen() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> busy = new ArrayList<>();
    try (FakeServer first =
            FakeServer.start(
                conversation -> {
                  conversation.readStartupPacket();
                  conversation.send(errorResponse("57P03", "the database system is starting up"));
                  conversation.close();
                });
        FakeServer second =
            FakeServer.start(
                conversation -> {
                  conversation.send(authenticationOk(), readyForQuery('I'));
                  conversation.readStartupPacket();
                  conversation.expect(query("SET x TO 1"));
                  conversation.send(commandComplete("SET"), readyForQuery('I'));
                  conversation.awaitClose();
                })) {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        Thread thread =
            new Thread(
                () -> {
                  while (!done.get()) {
                    Thread.onSpinWait();
                  }
                });
        thread.start();
        busy.add(thread);
      }
      String dsn =
          "host=127.0.0.1,127.0.0.1 port=%d,%d user=u sslmode=disable"
              .formatted(first.port(), second.port());
      for (int i = 0; i < ATTEMPTS; i++) {
        AsyncConnection conn =
            AsyncConnection.connect(dsn, options -> options.prepareThreshold(-1)).get();
        assertThat(conn.execute("SET x TO 1").get(10, TimeUnit.SECONDS)).isNotNull();
        conn.close().get();
      }
    } finally {
      done.set(true);
      for (Thread thread : busy) {
        thread.join();
      }
    }
  }
}
