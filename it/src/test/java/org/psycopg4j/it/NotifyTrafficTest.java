// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Notify;
import org.psycopg4j.Row;
import org.psycopg4j.errors.DatabaseException;

/** What notifications carry, in which order they come, and what they come between. */
class NotifyTrafficTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.autocommit();
    Shared.run(conn, "LISTEN traffic");
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private List<String> payloads(int count) {
    return conn.notifies(LONG).stopAfter(count).stream().map(Notify::payload).toList();
  }

  @Test
  void fourWritersTenThousandNotificationsEachWritersInOrder() throws Exception {
    int writers = 4;
    int each = 2_500;
    List<Background<Object>> writing =
        IntStream.range(0, writers)
            .mapToObj(
                writer ->
                    Background.start(
                        () -> {
                          try (Connection own = Shared.autocommit()) {
                            for (int i = 0; i < each; i += 50) {
                              Shared.run(
                                  own,
                                  "SELECT pg_notify('traffic', %s || ' ' || i)"
                                      + " FROM generate_series(%s, %s) i",
                                  Integer.toString(writer),
                                  i,
                                  i + 49);
                            }
                            return null;
                          }
                        }))
            .toList();
    Map<String, List<Integer>> got =
        conn.notifies(LONG).stopAfter((long) writers * each).stream()
            .map(notify -> notify.payload().split(" "))
            .collect(
                Collectors.groupingBy(
                    parts -> parts[0],
                    Collectors.mapping(parts -> Integer.valueOf(parts[1]), Collectors.toList())));
    for (Background<Object> writer : writing) {
      writer.result();
    }
    assertThat(got).hasSize(writers);
    assertThat(got.values())
        .allSatisfy(
            numbers ->
                assertThat(numbers)
                    .containsExactlyElementsOf(IntStream.range(0, each).boxed().toList()));
    assertThat(conn.waitNotify(Duration.ZERO)).isNull();
  }

  @Test
  void equalOnesOfATransactionAreFoldedByTheServer() {
    Shared.run(conn, "NOTIFY traffic, 'a'; NOTIFY traffic, 'b'; NOTIFY traffic, 'a'");
    Shared.run(conn, "NOTIFY traffic, 'a'");
    assertThat(payloads(3)).containsExactly("a", "b", "a");
    assertThat(conn.waitNotify(Duration.ZERO)).isNull();
  }

  @Test
  void aRollbackTakesThemBack() {
    conn.autocommit(false);
    Shared.run(conn, "NOTIFY traffic, 'undone'");
    conn.rollback();
    Shared.run(conn, "NOTIFY traffic, 'done'");
    conn.commit();
    assertThat(payloads(1)).containsExactly("done");
  }

  @Test
  void aPayloadMayHave7999Bytes() {
    String longest = "ä".repeat(3_999) + "x";
    Shared.run(conn, "SELECT pg_notify('traffic', %s)", longest);
    assertThat(payloads(1)).containsExactly(longest);
    assertThatThrownBy(() -> Shared.run(conn, "SELECT pg_notify('traffic', %s)", longest + "x"))
        .isInstanceOf(DatabaseException.class)
        .hasMessage("payload string too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x y", "Quoted", "it's \"that\"", "ünïcode", "semi;colon", "%s", ""})
  void aChannelsNameIsQuotedAsAnIdentifier(String channel) {
    if (channel.isEmpty()) {
      assertThatThrownBy(() -> Shared.run(conn, "LISTEN " + conn.quoteIdent(channel)))
          .isInstanceOf(DatabaseException.class);
      return;
    }
    Shared.run(conn, "LISTEN " + conn.quoteIdent(channel));
    try (Connection other = Shared.autocommit()) {
      Shared.run(other, "SELECT pg_notify(%s, 'p')", channel);
      assertThat(conn.waitNotify(LONG)).isEqualTo(new Notify(other.getBackendPid(), channel, "p"));
    }
  }

  @Test
  void theyAreReadInTheClientsEncoding() {
    Shared.run(conn, "SET client_encoding TO latin1; LISTEN \"kanäle\"");
    try (Connection other = Shared.autocommit()) {
      Shared.run(other, "SELECT pg_notify('kanäle', 'größer')");
      assertThat(conn.waitNotify(LONG))
          .isEqualTo(new Notify(other.getBackendPid(), "kanäle", "größer"));
    }
  }

  @Test
  void theyComeBetweenResultsOfAnySize() {
    try (Connection other = Shared.autocommit();
        Cursor<Row> cur = conn.cursor()) {
      for (int i = 0; i < 20; i++) {
        Shared.run(other, "SELECT pg_notify('traffic', %s)", Integer.toString(i));
        cur.execute("SELECT repeat('x', 100) FROM generate_series(1, 5000)");
        assertThat(cur.fetchAll()).hasSize(5_000);
      }
      assertThat(payloads(20))
          .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    }
  }

  @Test
  void aStreamInAutocommitLetsThemThrough() {
    List<String> during = new ArrayList<>();
    conn.onNotify(notify -> during.add(notify.payload()));
    try (Connection other = Shared.autocommit();
        Cursor<Row> cur = conn.cursor()) {
      Shared.run(other, "NOTIFY traffic, 'before'");
      assertThat(
              cur.stream("SELECT generate_series(1, 20000)").mapToInt(row -> row.getInt(0)).sum())
          .isEqualTo(200_010_000);
    }
    Shared.run(conn, "NOTIFY traffic, 'own'");
    assertThat(during).containsExactly("before", "own");
  }
}
