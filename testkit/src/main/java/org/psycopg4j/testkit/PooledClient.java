// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A client of a {@link TransactionPooler}, which has a server while a transaction goes on. */
final class PooledClient implements AutoCloseable {
  private final TransactionPooler pooler;
  private final MessageStream stream;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable PooledServer server;
  private int awaited; // how many ReadyForQuery are still to come

  PooledClient(TransactionPooler pooler, MessageStream stream) {
    this.pooler = pooler;
    this.stream = stream;
  }

  /** Serves the client until it goes. */
  void run() {
    try (stream) {
      if (start()) {
        for (MessageStream.Message message = stream.read();
            message != null && message.tag() != 'X';
            message = stream.read()) {
          asked(message);
        }
      }
    } catch (IOException e) {
      // One of the two sides is gone: then so is the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private boolean start() throws IOException, InterruptedException {
    MessageStream.Message asked = stream.readUntagged();
    while (asked.int32(4) == ClientMessages.SSL_REQUEST
        || asked.int32(4) == ClientMessages.GSSENC_REQUEST) {
      stream.write(Bytes.utf8("N"));
      asked = stream.readUntagged();
    }
    if (asked.int32(4) == ClientMessages.CANCEL_REQUEST) {
      return false;
    }
    PooledServer any = pooler.borrow();
    stream.write(ServerMessages.authenticationOk());
    for (byte[] parameter : any.parameters()) {
      stream.write(parameter);
    }
    stream.write(pooler.key(any));
    pooler.giveBack(any);
    stream.write(ServerMessages.readyForQuery('I'));
    return true;
  }

  private void asked(MessageStream.Message message) throws IOException, InterruptedException {
    if (!hasServer()) {
      PooledServer next = pooler.borrow(); // not under the lock: others need it to give back
      next.serve(this);
      lock.lock();
      try {
        server = next;
      } finally {
        lock.unlock();
      }
    }
    lock.lock();
    try {
      if ("QSF".indexOf(message.tag()) >= 0) {
        awaited++;
      }
      PooledServer current = server;
      if (current == null) {
        throw new IOException("the client went on while its server was taken away");
      }
      current.write(message.bytes());
    } finally {
      lock.unlock();
    }
  }

  private boolean hasServer() {
    lock.lock();
    try {
      return server != null;
    } finally {
      lock.unlock();
    }
  }

  /** Passes on what the server has said; after a transaction the server is free again. */
  void answered(MessageStream.Message message) throws IOException {
    lock.lock();
    try {
      stream.write(message.bytes());
      PooledServer current = server;
      if (message.tag() == 'Z' && current != null) {
        awaited--;
        if (awaited == 0 && message.bytes()[5] == 'I') {
          server = null;
          current.serve(null);
          pooler.giveBack(current);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      PooledServer left = server;
      server = null;
      if (left != null) { // in the midst of a transaction: that session ends, as PgBouncer does
        left.serve(null);
        left.close();
        pooler.replace();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
