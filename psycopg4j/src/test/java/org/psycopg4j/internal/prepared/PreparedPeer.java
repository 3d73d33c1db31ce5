// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.BeginExchange;
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
    engine.start(new BeginExchange("BEGIN", exchange));
    return exchange;
  }

  /** A statement that is none of those. */
  void query(String sql) {
    engine.start(new QueryExchange(sql, engine.parameters()));
  }

  private PreparedExchange exchange(String sql, Object... values) {
    StatementText text = statements.text(sql, false, QUOTING);
    TypedStatement typed = text.with(values, QUOTING);
    String merged = sql.replace("%s", String.valueOf(values[0]));
    return new PreparedExchange(
        statements,
        typed,
        values,
        new MergedText() {
          @Override
          public byte[] bytes() {
            return merged.getBytes(StandardCharsets.UTF_8);
          }

          @Override
          public int position(int placeholder) {
            return sql.indexOf("%s") + 1;
          }
        },
        Decoders.defaults(),
        DECODING,
        new PrepareSettings(0, 100),
        engine.parameters(),
        memory);
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
