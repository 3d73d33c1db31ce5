// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.DatabaseException;

/**
 * After each step of a program the queue holds what psycopg2's list did. One difference is meant:
 * what comes with the answer to COMMIT is there after it, and not only after the next call.
 */
class NotifiesParityTest {
  private static List<String> steps() throws IOException {
    try (InputStream in = NotifiesParityTest.class.getResourceAsStream("oracle/notifies.tsv")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  @Test
  void theQueueHoldsWhatPsycopg2sListDid() throws IOException {
    List<String> steps = steps();
    assertThat(steps).hasSizeGreaterThan(30);
    try (Connection conn = Shared.connect();
        Connection other = Shared.autocommit()) {
      for (int i = 0; i < steps.size(); i++) {
        List<String> parts = Arrays.asList(steps.get(i).split("\t"));
        run(conn, other, parts.get(0));
        // The step after a commit is a poll, which has psycopg2 look.
        List<String> wanted =
            parts.get(0).equals("commit") ? Arrays.asList(steps.get(i + 1).split("\t")) : parts;
        assertThat(conn.notifies())
            .as("after step %d, %s", i + 1, parts.get(0))
            .extracting(notify -> notify.channel() + ":" + notify.payload())
            .containsExactlyElementsOf(wanted.subList(1, wanted.size()));
      }
    }
  }

  private static void run(Connection conn, Connection other, String step) throws IOException {
    switch (step) {
      case "select" -> select(conn);
      case "poll" -> conn.poll();
      case "commit" -> conn.commit();
      case "rollback" -> conn.rollback();
      case "autocommit" -> conn.autocommit(true);
      default -> {
        try {
          Shared.run(step.startsWith("c:") ? conn : other, step.substring(2));
        } catch (DatabaseException e) {
          assertThat(step).isEqualTo("c:SELECT 1/0");
        }
      }
    }
  }

  private static void select(Connection conn) throws IOException {
    try (Selector selector = Selector.open()) {
      conn.channel().register(selector, SelectionKey.OP_READ);
      assertThat(selector.select(30_000)).isEqualTo(1);
    }
  }
}
