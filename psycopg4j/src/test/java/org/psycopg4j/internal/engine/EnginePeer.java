// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.testkit.Peer;

/** An engine as a transcript sees it, with what came unasked written down. */
final class EnginePeer implements Peer {
  final List<String> unasked = new ArrayList<>();
  final Engine engine =
      new Engine(
          new Inbox() {
            @Override
            public void notice(Diagnostics notice) {
              unasked.add("notice " + notice.messagePrimary());
            }

            @Override
            public void notification(int pid, String channel, String payload) {
              unasked.add("notification " + pid + " " + channel + " " + payload);
            }
          });

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

  /** An engine whose session has begun. */
  static EnginePeer ready() {
    EnginePeer peer = new EnginePeer();
    QueryExchange start = new QueryExchange("", peer.engine.parameters());
    peer.engine.start(start);
    peer.drain();
    byte[] ready = {'Z', 0, 0, 0, 5, 'I'};
    peer.feed(ready, 0, ready.length);
    return peer;
  }

  QueryExchange query(String sql) {
    QueryExchange query = new QueryExchange(sql, engine.parameters());
    engine.start(query);
    return query;
  }
}
