// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.BeginTogether;
import org.psycopg4j.internal.engine.Engine;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.testkit.Peer;
import org.psycopg4j.testkit.ServerMessages;

/** An engine whose session prepares statements at once, as a transcript sees it. */
final class PreparedPeer implements Peer {
  static final int PID = 4711;

  private static final Quoting QUOTING = Quoting.connected(StandardCharsets.UTF_8, true, 150000);
  private static final Decoding DECODING =
      Decoding.of(StandardCharsets.UTF_8, "ISO, MDY", "postgres");

  private final Engine engine =
      new Engine(
          new Inbox() {
            @Override
            public void notice(Diagnostics notice) {}

            @Override
            public void notification(int pid, String channel, String payload) {}
          });
  private final PreparedStatements statements =
      new PreparedStatements(engine.parameters(), engine::transactionStatus);
  private final AnswerMemory memory = new AnswerMemory();
  private final String prefix;

  PreparedPeer() {
    engine.watch(statements);
    statements.started(PID);
    engine.start(new QueryExchange("", engine.parameters()));
    drain();
    byte[] version = ServerMessages.parameterStatus("server_version", "15.0");
    feed(version, 0, version.length);
    feed(new byte[] {'Z', 0, 0, 0, 5, 'I'}, 0, 6);
    String name = statements.newName();
    prefix = name.substring(0, name.length() - 1);
  }

  /** The name of the statement that is prepared next, from 1. */
  String name(int number) {
    return prefix + number;
  }

  PreparedStatements statements() {
    return statements;
  }

  PreparedExchange execute(String sql, Object... values) {
    PreparedExchange exchange = exchange(sql, values);
    engine.start(exchange);
    return exchange;
  }

  /** The same as the first statement of a transaction. */
  PreparedExchange begin(String sql, Object... values) {
    PreparedExchange exchange = exchange(sql, values);
    engine.start(new BeginTogether("BEGIN", exchange));
    return exchange;
  }

  /** Has it be prepared, without executing it. */
  PreparedExchange prepare(String sql, Object... values) {
    PreparedExchange exchange = exchange(sql, values).preparesOnly();
    engine.start(exchange);
    return exchange;
  }

  /** A batch of a statement that is prepared, with arguments of the same kinds. */
  BatchExchange batch(boolean awaitsFirst, String sql, Object... values) {
    TypedStatement typed = typed(sql, values);
    BatchExchange batch =
        new BatchExchange(
            statements,
            typed,
            typed.columns(Decoders.defaults(), DECODING, statements.hasExactTexts()),
            set -> merged(sql, set),
            awaitsFirst,
            engine.parameters());
    engine.start(batch);
    return batch;
  }

  /** The server has closed the connection. */
  void hangUp() {
    engine.endOfStream();
  }

  /** Whether it reads no more until somebody has taken what is there. */
  boolean isFull() {
    return engine.isFull();
  }

  /** Goes on with what has come since it was full. */
  void resume() {
    engine.resume();
  }

  /** A statement that is none of those. */
  void query(String sql) {
    engine.start(new QueryExchange(sql, engine.parameters()));
  }

  private TypedStatement typed(String sql, Object... values) {
    return statements.text(sql, false, QUOTING).with(values, QUOTING);
  }

  private PreparedExchange exchange(String sql, Object... values) {
    return new PreparedExchange(
        statements,
        typed(sql, values),
        values,
        merged(sql, values),
        Decoders.defaults(),
        DECODING,
        new PrepareSettings(0, 100),
        engine.parameters(),
        memory);
  }

  private static MergedText merged(String sql, Object... values) {
    String[] pieces = sql.split("%s", -1);
    StringBuilder text = new StringBuilder(pieces[0]);
    int[] positions = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      positions[i] = text.length() + 1;
      text.append(literal(values[i])).append(pieces[i + 1]);
    }
    return new MergedText() {
      @Override
      public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
      }

      @Override
      public int position(int placeholder) {
        return positions[placeholder];
      }
    };
  }

  private static String literal(Object value) {
    return value instanceof String ? "'" + value + "'" : value == null ? "NULL" : value.toString();
  }

  @Override
  public void feed(byte[] buf, int off, int len) {
    for (int done = 0; done < len; ) {
      ByteBuffer space = engine.in().space();
      int count = Math.min(space.remaining(), len - done);
      space.put(buf, off + done, count);
      engine.received(count);
      done += count;
    }
  }

  @Override
  public byte[] drain() {
    ByteBuffer pending = engine.out().pending();
    byte[] bytes = new byte[pending.remaining()];
    pending.get(bytes);
    engine.out().sent(bytes.length);
    return bytes;
  }
}
