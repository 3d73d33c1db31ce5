// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psycopg4j.testkit.ClientMessages.bind;
import static org.psycopg4j.testkit.ClientMessages.execute;
import static org.psycopg4j.testkit.ClientMessages.parse;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.bindComplete;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.noticeResponse;
import static org.psycopg4j.testkit.ServerMessages.parseComplete;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.testkit.FakeServer;

/** Much of one thing. */
class SizeTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  @Test
  void aHundredThousandStatements() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(cur.execute("select 1").fetchOne().getInt(0)).isEqualTo(1);
    }
  }

  @Test
  void fiftyThousandStatementsInOneText() {
    cur.execute(
        IntStream.rangeClosed(1, 50_000)
            .mapToObj(i -> "SELECT " + i)
            .collect(Collectors.joining(";")));
    assertThat(Shared.value(cur)).isEqualTo(50_000);
  }

  @Test
  void aValueOfAHundredMegabytes() {
    int size = 100 << 20;
    Row row = cur.execute("SELECT repeat('x', %s), 7", size).fetchOne();
    assertThat(row.getInt(1)).isEqualTo(7);
    String value = row.getString(0);
    assertThat(value.length()).isEqualTo(size);
    assertThat(value.chars().allMatch(c -> c == 'x')).isTrue();
  }

  @Test
  void twoHundredThousandNotices() {
    cur.execute("DO $$ BEGIN FOR i IN 1..200000 LOOP RAISE NOTICE 'n%', i; END LOOP; END $$");
    assertThat(conn.notices()).hasSize(50).endsWith("NOTICE:  n200000\n");
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void aTextOfFiftyMegabytes() {
    assertThat(Shared.value(conn, "SELECT length(%s)", "x".repeat(50 << 20))).isEqualTo(50 << 20);
  }

  /** Neither side may wait for the other to read: this server talks before it listens. */
  @Test
  void aBigTextWhileTheServerFloodsNotices() {
    byte[] notice = noticeResponse("n".repeat(100_000));
    try (FakeServer server =
            FakeServer.start(
                c -> {
                  c.expectStartup();
                  c.send(authenticationOk(), readyForQuery('I'));
                  for (int i = 0; i < 300; i++) {
                    c.send(notice);
                  }
                  c.expect(parse("", "BEGIN"), bind("", ""), execute("", 0));
                  c.readMessage();
                  c.send(parseComplete(), bindComplete(), commandComplete("BEGIN"));
                  c.send(commandComplete("SET"), readyForQuery('T'));
                  c.awaitClose();
                });
        Connection flooded = Psycopg.connect(server.dsn())) {
      Cursor<Row> set = flooded.cursor().execute("SET x TO '" + "x".repeat(50 << 20) + "'");
      assertThat(set.statusMessage()).isEqualTo("SET");
      assertThat(flooded.notices()).isNotEmpty();
    }
  }

  @Test
  void aMegabyteOfArguments() {
    int count = 50_000;
    Object[] arguments = IntStream.range(0, count).boxed().toArray();
    cur.execute(
        "SELECT sum(n) FROM unnest(ARRAY["
            + String.join(",", Collections.nCopies(count, "%s"))
            + "]) n",
        arguments);
    assertThat(Shared.value(cur)).isEqualTo((long) count * (count - 1) / 2);
  }
}
