// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.backendKeyData;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.FakeServer;

/** Who interrupts again gives up a connection whose server does not even answer a cancel. */
class SecondInterruptTest {
  private static final int PROTOCOL_3_0 = 3 << 16;

  @Test
  void aSecondInterruptDoesNotWaitForTheServer() throws Exception {
    CountDownLatch executing = new CountDownLatch(1);
    CountDownLatch canceling = new CountDownLatch(1);
    FakeServer.Script deaf =
        c -> {
          if (ByteBuffer.wrap(c.readStartupPacket()).getInt() == PROTOCOL_3_0) {
            c.send(authenticationOk(), backendKeyData(1, 2), readyForQuery('I'));
            c.readMessage();
            executing.countDown();
          } else {
            canceling.countDown();
          }
          c.awaitClose();
        };
    try (FakeServer server = FakeServer.start(deaf);
        Connection conn = Psycopg.connect(server.dsn())) {
      Background<Object> statement = Background.start(() -> conn.cursor().execute("SELECT 1"));
      executing.await();
      statement.interrupt();
      canceling.await();
      long start = System.nanoTime();
      statement.interrupt();
      assertThat(statement.failure()).isInstanceOf(OperationalException.class);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(5000);
      assertThat(conn.closed()).isEqualTo(2);
    }
  }
}
