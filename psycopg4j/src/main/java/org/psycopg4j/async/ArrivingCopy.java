// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.internal.engine.CopyChunk;
import org.psycopg4j.internal.engine.CopyOutExchange;
import org.psycopg4j.internal.session.Arriving;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Dialogues;
import org.psycopg4j.internal.types.Quoting;

/** The data of a COPY TO STDOUT, as they come. */
final class ArrivingCopy implements Arriving<ByteBuffer> {
  private final Dialogue dialogue;
  private @Nullable CopyOutExchange exchange;

  private ArrivingCopy(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  static Arriving<ByteBuffer> send(Connection conn, Statement statement) {
    Cursor<?> cursor = conn.cursor();
    ArrivingCopy copy = new ArrivingCopy(Dialogues.of(conn));
    copy.start(() -> statement.merge().apply(cursor));
    return copy;
  }

  @Override
  public void start(Supplier<byte[]> merged) {
    CopyOutExchange request;
    Quoting quoting;
    do {
      quoting = dialogue.dialect().quoting();
      request = new CopyOutExchange(merged.get(), dialogue.parameters());
    } while (!dialogue.polling().start(request, "copy_expert", quoting, decoding -> {}));
    exchange = request;
  }

  private CopyOutExchange exchange() {
    CopyOutExchange started = exchange;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  @Override
  public @Nullable Iterator<ByteBuffer> take() {
    CopyChunk chunk = dialogue.inTurn(() -> exchange().take(new CopyChunk()));
    return chunk.size() == 0
        ? null
        : List.of(ByteBuffer.wrap(chunk.bytes(), 0, chunk.size())).iterator();
  }

  @Override
  public boolean isFull() {
    return exchange().isFull();
  }

  @Override
  public boolean isDone() {
    return exchange().isDone();
  }

  @Override
  public void discard() {
    dialogue.inTurn(
        () -> {
          exchange().discard(Long.MAX_VALUE);
          return this;
        });
  }
}
