// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultProxyTest {
  /** Sends back what it gets, and at the end of it ends. A proxy that goes away is no fault. */
  private static void echo(Conversation conversation) {
    try {
      conversation.send(conversation.awaitClose());
    } catch (IOException gone) {
      assertThat(gone).isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  private static Socket connect(FaultProxy proxy) throws IOException {
    return new Socket(proxy.host(), proxy.port());
  }

  private static byte[] ask(Socket socket, byte[] question) throws IOException {
    socket.getOutputStream().write(question);
    socket.shutdownOutput();
    return socket.getInputStream().readAllBytes();
  }

  private static final byte[] HUNDRED = new byte[100];

  @Test
  void passesASessionWithARealServerAndCountsIt() throws Exception {
    PostgresServer server = PostgresServer.shared();
    try (FaultProxy proxy = FaultProxy.to(server.host(), server.port())) {
      InetSocketAddress address = new InetSocketAddress(proxy.host(), proxy.port());
      try (Session session = Session.open(address, "postgres", "postgres", null, 10)) {
        long before = proxy.fromClient().bytes();
        long writes = proxy.fromClient().writes();
        assertThat(session.execute("select 1")).containsExactly(List.of("1"));
        assertThat(proxy.fromClient().bytes() - before)
            .isEqualTo(ClientMessages.query("select 1").length);
        assertThat(proxy.fromClient().writes() - writes).isEqualTo(1);
        assertThat(proxy.fromServer().bytes()).isGreaterThan(before);
        assertThat(proxy.connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void movesToAnotherServerAndLeavesWhatIsOpen() throws Exception {
    try (FakeServer old = FakeServer.start(FaultProxyTest::echo);
        FakeServer other = FakeServer.start(c -> c.send(new byte[] {7}));
        FaultProxy proxy = FaultProxy.to(old.host(), old.port());
        Socket before = connect(proxy)) {
      before.getOutputStream().write(1); // it has reached its server when that has read this
      while (proxy.fromClient().bytes() < 1) {
        Thread.onSpinWait();
      }
      proxy.moveTo(other.host(), other.port());
      try (Socket after = connect(proxy)) {
        assertThat(after.getInputStream().readAllBytes()).containsExactly(7);
      }
      assertThat(ask(before, HUNDRED)).hasSize(101);
    }
  }

  @Test
  void endsAreTakenOneByOne() throws Exception {
    try (FakeServer server = FakeServer.start(FaultProxyTest::echo);
        FaultProxy proxy = FaultProxy.to(server.host(), server.port());
        Socket socket = connect(proxy)) {
      assertThat(ask(socket, HUNDRED)).isEqualTo(HUNDRED);
    }
  }

  @Test
  void cutsInTheMiddleAndOnlyOnce() throws Exception {
    try (FakeServer server = FakeServer.start(FaultProxyTest::echo);
        FaultProxy proxy = FaultProxy.to(server.host(), server.port())) {
      proxy.fromServer().cutAfter(37);
      try (Socket socket = connect(proxy)) {
        assertThat(ask(socket, HUNDRED)).hasSize(37);
      }
      try (Socket socket = connect(proxy)) {
        assertThat(ask(socket, HUNDRED)).hasSize(100);
      }
    }
  }

  @Test
  void cutsWhatTheClientSays() throws Exception {
    BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
    try (FakeServer server = FakeServer.start(c -> heard.add(c.awaitClose()));
        FaultProxy proxy = FaultProxy.to(server.host(), server.port());
        Socket socket = connect(proxy)) {
      proxy.fromClient().cutAfter(5);
      socket.getOutputStream().write(HUNDRED);
      assertThat(heard.poll(10, TimeUnit.SECONDS)).hasSize(5);
      assertThat(hasEnded(socket)).isTrue();
    }
  }

  @Test
  void resetsBothSides() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    FakeServer.Script script =
        c -> {
          c.expect(HUNDRED);
          c.send(HUNDRED);
          try {
            c.awaitClose();
            heard.add("end of file");
          } catch (SocketException e) {
            heard.add("reset");
          }
        };
    try (FakeServer server = FakeServer.start(script);
        FaultProxy proxy = FaultProxy.to(server.host(), server.port());
        Socket socket = connect(proxy)) {
      proxy.fromServer().resetAfter(99);
      socket.getOutputStream().write(HUNDRED);
      assertThatThrownBy(() -> socket.getInputStream().readNBytes(100))
          .isInstanceOf(SocketException.class);
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("reset");
    }
  }

  @Test
  void aFrozenDirectionKeepsWhatItGotUntilItThaws() throws Exception {
    try (FakeServer server = FakeServer.start(FaultProxyTest::echo);
        FaultProxy proxy = FaultProxy.to(server.host(), server.port());
        Socket socket = connect(proxy)) {
      proxy.fromServer().freezeAfter(60);
      socket.getOutputStream().write(HUNDRED);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(60)).hasSize(60);
      socket.setSoTimeout(100);
      assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
      proxy.fromServer().thaw();
      socket.setSoTimeout(10_000);
      assertThat(in.readAllBytes()).hasSize(40);
    }
  }

  @Test
  void aReaderThatStopsStopsTheWriter() throws Exception {
    byte[] much = new byte[64 << 20];
    BlockingQueue<String> done = new LinkedBlockingQueue<>();
    FakeServer.Script script =
        c -> {
          c.send(much);
          done.add("sent");
        };
    try (FakeServer server = FakeServer.start(script);
        FaultProxy proxy = FaultProxy.to(server.host(), server.port());
        Socket socket = connect(proxy)) {
      assertThat(socket.getInputStream().read()).isZero();
      // A proxy that keeps what it cannot pass on would take all of it within this time.
      assertThat(done.poll(300, TimeUnit.MILLISECONDS)).isNull();
      assertThat(proxy.fromServer().bytes()).isLessThan(much.length / 2);
      assertThat(socket.getInputStream().readNBytes(much.length)).hasSize(much.length - 1);
      assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("sent");
    }
  }

  @Test
  void delays() throws Exception {
    try (FakeServer server = FakeServer.start(FaultProxyTest::echo);
        FaultProxy proxy = FaultProxy.to(server.host(), server.port());
        Socket socket = connect(proxy)) {
      proxy.fromServer().delayMillis(150);
      long start = System.nanoTime();
      assertThat(ask(socket, HUNDRED)).hasSize(100);
      assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(149));
    }
  }

  @Test
  void closingEndsAFrozenConnection() throws Exception {
    try (FakeServer server = FakeServer.start(FaultProxyTest::echo);
        Socket socket = new Socket()) {
      FaultProxy proxy = FaultProxy.to(server.host(), server.port());
      socket.connect(new InetSocketAddress(proxy.host(), proxy.port()));
      proxy.fromClient().freeze();
      socket.getOutputStream().write(HUNDRED);
      proxy.close();
      socket.setSoTimeout(10_000);
      assertThatThrownBy(
              () -> {
                if (socket.getInputStream().read() < 0) {
                  throw new IOException("end of file");
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  /** Whether the other side has closed; with bytes that it has not read, that is a reset. */
  private static boolean hasEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketException e) {
      return true;
    }
  }
}
