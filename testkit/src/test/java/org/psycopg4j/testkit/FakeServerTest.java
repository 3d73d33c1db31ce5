// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ClientMessages.startup;
import static org.psycopg4j.testkit.ClientMessages.terminate;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FakeServerTest {
  private static Socket connect(FakeServer server) throws IOException {
    return new Socket(server.host(), server.port());
  }

  private static void write(Socket socket, byte[]... bytes) throws IOException {
    socket.getOutputStream().write(Bytes.concat(bytes));
  }

  @Test
  void runsTheScriptOncePerConnection() throws Exception {
    Queue<Map<String, String>> seen = new ConcurrentLinkedQueue<>();
    FakeServer server =
        FakeServer.start(
            c -> {
              seen.add(c.expectStartup());
              c.send(authenticationOk(), readyForQuery('I'));
              c.expect(query("select 1"));
              c.sendSlowly(readyForQuery('T'));
              assertThat(c.awaitClose()).isEqualTo(terminate());
            });
    for (String user : new String[] {"ann", "bob"}) {
      try (Socket socket = connect(server)) {
        write(socket, ClientMessages.sslRequest());
        assertThat(socket.getInputStream().read()).isEqualTo('N');
        write(socket, startup(Map.of("user", user)), query("select 1"), terminate());
        socket.shutdownOutput();
        assertThat(socket.getInputStream().readAllBytes())
            .isEqualTo(Bytes.concat(authenticationOk(), readyForQuery('I'), readyForQuery('T')));
      }
    }
    server.close();
    assertThat(seen).containsExactlyInAnyOrder(Map.of("user", "ann"), Map.of("user", "bob"));
  }

  @Test
  void readsMessagesOneByOne() throws Exception {
    BlockingQueue<ClientMessage> seen = new LinkedBlockingQueue<>();
    try (FakeServer server = FakeServer.start(c -> seen.add(c.readMessage()));
        Socket socket = connect(server)) {
      write(socket, query("é"));
      ClientMessage message = seen.poll(10, TimeUnit.SECONDS);
      assertThat(message).isNotNull();
      assertThat(message.tag()).isEqualTo('Q');
      assertThat(message.text()).isEqualTo("é\0");
    }
  }

  @Test
  void aScriptThatFailsMakesCloseFail() throws Exception {
    FakeServer server = FakeServer.start(c -> c.expect(query("select 1")));
    try (Socket socket = connect(server)) {
      write(socket, query("select 2"));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThatThrownBy(server::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("first difference at byte 12");
    assertThatThrownBy(server::assertNoFailures).isInstanceOf(AssertionError.class);
  }

  @Test
  void resetIsNotAnEndOfFile() throws Exception {
    try (FakeServer server = FakeServer.start(Conversation::reset);
        Socket socket = connect(server)) {
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void sendsForeverUntilTheClientIsGone() throws Exception {
    BlockingQueue<Long> times = new LinkedBlockingQueue<>();
    byte[] notice = ServerMessages.noticeResponse("again");
    try (FakeServer server = FakeServer.start(c -> times.add(c.sendForever(notice)))) {
      try (Socket socket = connect(server)) {
        socket.getInputStream().readNBytes(notice.length * 1000);
      }
      assertThat(times.poll(10, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(1000);
    }
  }
}
