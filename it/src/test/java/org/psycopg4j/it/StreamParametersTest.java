// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Tuple;

/** An InputStream as a parameter: bytea. */
class StreamParametersTest {
  private final Connection conn = Shared.connect();
  private final Cursor<Row> cur = conn.cursor();

  @AfterEach
  void close() {
    conn.close();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void isByteaToItsEnd() {
    InputStream half = stream("ab\0c'\\");
    half.mark(0);
    assertThat(Shared.value(conn, "SELECT %s", half)).isEqualTo(bytes("ab\0c'\\"));
    assertThat(Shared.value(conn, "SELECT %s || %s", half, stream("d"))).isEqualTo(bytes("d"));
  }

  @Test
  void isReadOnceHoweverOftenItIsNamed() {
    Row row = cur.execute("SELECT %(a)s, %(b)s, %(a)s", named(stream("x"))).fetchOne();
    assertThat(row.toList()).containsExactly(bytes("x"), bytes("x"), bytes("x"));
  }

  private static Map<String, Object> named(InputStream stream) {
    return Map.of("a", stream, "b", stream);
  }

  @Test
  void standsInsideOfOtherValues() {
    record Blob(int id, InputStream body) {}
    assertThat(Shared.value(conn, "SELECT %s::text", List.of(stream("x"), stream("y"))))
        .isEqualTo("{\"\\\\x78\",\"\\\\x79\"}");
    assertThat(
            Shared.value(conn, "SELECT '\\x79'::bytea IN %s", Tuple.of(stream("x"), stream("y"))))
        .isEqualTo(true);
    cur.execute("CREATE TEMP TABLE blobs (id int, body bytea)");
    cur.executeValues("INSERT INTO blobs VALUES %s", List.of(new Blob(1, stream("one"))));
    cur.executeMany(
        "INSERT INTO blobs VALUES (%s, %s)",
        List.of(List.of(2, stream("two")), List.of(3, stream("three"))));
    cur.executeBatch("INSERT INTO blobs VALUES (%s, %s)", List.of(Tuple.of(4, stream("four"))));
    assertThat(Shared.column(cur.execute("SELECT body FROM blobs ORDER BY id")))
        .containsExactly(bytes("one"), bytes("two"), bytes("three"), bytes("four"));
  }

  @Test
  void isNotClosed() {
    boolean[] closed = {false};
    InputStream stream =
        new ByteArrayInputStream(bytes("x")) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertThat(Shared.value(conn, "SELECT %s", stream)).isEqualTo(bytes("x"));
    assertThat(closed).containsExactly(false);
  }

  @Test
  void oneThatFailsIsAnErrorBeforeAnythingIsSent() {
    IOException broken = new IOException("broken");
    InputStream stream =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] buf, int off, int len) throws IOException {
            throw broken;
          }
        };
    assertThatThrownBy(() -> cur.execute("SELECT %s", stream))
        .isInstanceOf(DataException.class)
        .hasCause(broken);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  /* A statement is written again if another thread has changed how, before it is sent. Here the
  argument behind the stream does that, on the connection that is about to execute. */
  @Test
  void isReadOnceThoughTheStatementIsWrittenAgain() {
    cur.execute("SELECT 1"); // what the settings are is known
    boolean[] changed = {false};
    cur.types()
        .registerAdapter(
            Thread.class,
            thread -> {
              if (!changed[0]) {
                changed[0] = true;
                Shared.run(conn, "SET standard_conforming_strings TO off");
              }
              return AsIs.of("'x'");
            });
    Row row = cur.execute("SELECT %s, %s", stream("body"), Thread.currentThread()).fetchOne();
    assertThat(changed).containsExactly(true);
    assertThat(row.toList()).containsExactly(bytes("body"), "x");
    assertThat(new String(cur.query(), StandardCharsets.UTF_8)).contains("E'\\\\x626f6479'");
  }

  @Test
  void anAdapterOfTheUsersGoesFirst() {
    cur.types().registerAdapter(InputStream.class, stream -> AsIs.of("'adapted'"));
    assertThat(Shared.value(cur.execute("SELECT %s", stream("x")))).isEqualTo("adapted");
  }
}
