// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on the loopback interface that nobody listens on. */
final class FreePort {
  /* Below the ports that systems hand out to clients. A port among those could be taken by any
   * client while our server restarts, even by one that connects to this very port: TCP lets a
   * socket connect to itself. */
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 200;

  private static final byte[] V4 = {127, 0, 0, 1};
  private static final byte[] V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private FreePort() {}

  /** A port that was free a moment ago on both addresses. */
  static int choose() {
    boolean v6 = hasV6();
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (free(V4, port) && (!v6 || free(V6, port))) {
        return port;
      }
    }
    throw new PostgresServerException(
        "no free port between %d and %d in %d tries".formatted(FIRST, LAST, TRIES));
  }

  /** What to listen on: 127.0.0.1, and ::1 where there is IPv6. */
  static String addresses() {
    return hasV6() ? "127.0.0.1,::1" : "127.0.0.1";
  }

  private static boolean hasV6() {
    return free(V6, 0);
  }

  private static boolean free(byte[] address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), port));
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
