// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.wire.Encodings;
import org.psycopg4j.testkit.PostgresServer;

/**
 * A session that shows values in both formats: what the server writes, and what the type's send
 * function makes of the same value.
 */
final class Agreement implements AutoCloseable {
  private static final int BEFORE = 5;
  private static final int AFTER = 9;

  private final Connection conn;

  /** The two formats of a value. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Both(String text, byte[] binary) {}

  Agreement(String... settings) {
    conn = Psycopg.connect(PostgresServer.shared().dsn());
    conn.autocommit(true);
    for (String setting : settings) {
      run("SET " + setting);
    }
  }

  void run(String sql) {
    try (Cursor<Row> cur = conn.cursor()) {
      cur.execute(sql);
    }
  }

  /** The session's settings, as results are decoded under them. */
  Decoding settings() {
    return Decoding.of(
            Encodings.charset(conn.getParameterStatus("client_encoding")),
            conn.getParameterStatus("DateStyle"),
            conn.getParameterStatus("IntervalStyle"))
        .withZone(conn.getParameterStatus("TimeZone"));
  }

  /** What the server makes of these texts of a type. */
  List<Both> ask(int oid, List<String> literals) {
    try (Cursor<Row> cur = conn.cursor()) {
      Row type =
          cur.execute("SELECT quote_ident(typname), typsend FROM pg_type WHERE oid = %s", oid)
              .fetchOne();
      String cast = "v::pg_catalog." + type.getString(0);
      String same = oid == Oid.REFCURSOR ? cast + "::text" : cast; // the function is that of text
      return both(
          cur.execute(
              "SELECT %s, %s(%s) FROM unnest(%%s) v".formatted(cast, type.getString(1), same),
              literals));
    }
  }

  /** What a query shows as text in its first column and as bytes in its second. */
  List<Both> both(String sql) {
    try (Cursor<Row> cur = conn.cursor()) {
      return both(cur.execute(sql));
    }
  }

  private static List<Both> both(Cursor<Row> cur) {
    List<Both> values = new ArrayList<>();
    for (Row row : cur) {
      values.add(
          new Both(
              Objects.requireNonNull(row.getString(0)), Objects.requireNonNull(row.getBytes(1))));
    }
    return values;
  }

  /** Checks that both formats are read as the same; the text too, if it is to be as written. */
  void check(int oid, List<String> literals, boolean texts) {
    compare(oid, ask(oid, literals), texts);
  }

  void compare(int oid, List<Both> values, boolean texts) {
    Decoding ctx = settings();
    Decoder text = Decoders.defaults().text(oid);
    Decoder binary = Objects.requireNonNull(Decoders.defaults().binary(oid, ctx));
    assertThat(binary.typeName()).isEqualTo(text.typeName());
    for (Both both : values) {
      List<Object> wanted = readings(text, both.text().getBytes(ctx.charset()), ctx);
      List<Object> got = readings(binary, both.binary(), ctx);
      assertThat(got).as("%s %s", text.typeName(), both.text()).isEqualTo(wanted);
      if (texts) {
        assertThat(string(binary, both.binary(), ctx)).isEqualTo(both.text());
      }
    }
  }

  /** All that a decoder says of a value, errors too. */
  static List<Object> readings(Decoder decoder, byte[] value, Decoding ctx) {
    byte[] buf = amid(value, (byte) '7');
    int len = value.length;
    return Arrays.asList(
        outcome(() -> decoder.decode(buf, BEFORE, len, ctx)),
        outcome(() -> decoder.decodeInt(buf, BEFORE, len, ctx)),
        outcome(() -> decoder.decodeLong(buf, BEFORE, len, ctx)),
        outcome(() -> decoder.decodeDouble(buf, BEFORE, len, ctx)),
        outcome(() -> decoder.decodeBoolean(buf, BEFORE, len, ctx)));
  }

  static String string(Decoder decoder, byte[] value, Decoding ctx) {
    return decoder.decodeString(amid(value, (byte) '7'), BEFORE, value.length, ctx);
  }

  /** Bytes around the value: a decoder that reads beyond it reads a wrong one. */
  private static byte[] amid(byte[] value, byte filler) {
    byte[] buf = new byte[BEFORE + value.length + AFTER];
    Arrays.fill(buf, filler);
    System.arraycopy(value, 0, buf, BEFORE, value.length);
    return buf;
  }

  private static Object outcome(Supplier<@Nullable Object> reading) {
    try {
      return comparable(reading.get());
    } catch (PsycopgException e) {
      return e.getClass().getName() + ": " + e.getMessage();
    }
  }

  /** The value with its class, and byte arrays by what is in them. */
  static Object comparable(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Agreement::comparable).toList();
    }
    if (value instanceof byte[] bytes) {
      return "bytes " + Arrays.toString(bytes);
    }
    return value == null ? "NULL" : List.of(value.getClass(), value);
  }

  @Override
  public void close() {
    conn.close();
  }
}
