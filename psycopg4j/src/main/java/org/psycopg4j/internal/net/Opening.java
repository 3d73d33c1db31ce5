// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.engine.Exchange;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.engine.StartupExchange;

/**
 * A session that is being opened: it tries the server's addresses until one lets us in. {@link
 * #poll} does what can be done without waiting, but for looking up a host's name; {@link #finish}
 * waits as well.
 *
 * <p>For one thread at a time.
 */
public final class Opening implements AutoCloseable {
  private final ConnInfo info;
  private final Inbox inbox;
  private final Iterator<ServerAddress> addresses;
  private final List<String> failures = new ArrayList<>();
  private @Nullable IOException last;
  private @Nullable Attempt attempt;
  private @Nullable Session opened;

  /** One address that is being tried. */
  private final class Attempt {
    private final ServerAddress address;
    private final Transport transport;
    private final Deadline deadline;
    private @Nullable Session session; // once the socket is connected
    private @Nullable StartupExchange startup;
    private @Nullable Exchange settings; // psycopg2's rule: a DateStyle that isn't ISO is set to it

    Attempt(ServerAddress address) throws IOException {
      this.address = address;
      this.deadline = Deadline.inMillis(info.connectTimeoutMillis());
      this.transport = Transport.open(address, info.keepalives());
    }

    /** OK if the session is open. */
    PollState poll() throws IOException {
      Session connected = session;
      if (connected == null) {
        if (!transport.finishConnect()) {
          return PollState.WRITE;
        }
        connected = new Session(address, transport, inbox);
        session = connected;
        startup = new StartupExchange(info.startupParameters(), info.password());
        connected.send(startup);
      }
      PollState state = connected.poll();
      StartupExchange starting = startup;
      if (starting != null) {
        if (!starting.isDone()) {
          return state;
        }
        startup = null;
        connected.started(starting);
        if (!info.isReplication() && !connected.parameters().hasIsoDates()) {
          settings = new QueryExchange("SET datestyle TO 'ISO'", connected.parameters());
          connected.send(settings);
          return PollState.READ;
        }
      }
      Exchange setting = settings;
      if (setting != null) {
        if (!setting.isDone()) {
          return state;
        }
        settings = null;
        setting.raise();
      }
      return PollState.OK;
    }

    void close() {
      if (session != null) {
        session.close();
      } else {
        transport.close();
      }
    }
  }

  public Opening(ConnInfo info, Inbox inbox) {
    this.info = info;
    this.inbox = inbox;
    this.addresses = ServerAddress.resolve(info).iterator();
  }

  /**
   * Goes on without waiting.
   *
   * @return what to wait for; OK if the session is open
   * @throws OperationalException if no address lets us in: the message tells what each one said,
   *     and a server's refusal has its SQLSTATE
   */
  public PollState poll() {
    while (opened == null) {
      Attempt current = attempt();
      try {
        if (current.deadline.hasPassed()) {
          throw new SocketTimeoutException("timeout expired");
        }
        PollState state = current.poll();
        if (state != PollState.OK) {
          return state;
        }
        opened = current.session;
      } catch (IOException e) {
        failed(current.address, e);
      } catch (PsycopgException e) {
        close();
        throw duringConnect(e, current.address);
      }
    }
    return PollState.OK;
  }

  private Attempt attempt() {
    while (attempt == null) {
      if (!addresses.hasNext()) {
        String message = String.join("\n", failures);
        throw last == null
            ? new OperationalException(message)
            : new OperationalException(message, last);
      }
      ServerAddress address = addresses.next();
      try {
        attempt = new Attempt(address);
      } catch (IOException e) {
        failed(address, e);
      }
    }
    return attempt;
  }

  private void failed(ServerAddress address, IOException e) {
    failures.add(address.failed() + reason(e, address));
    last = e;
    close();
  }

  /**
   * Waits until the session is open.
   *
   * @throws OperationalException as {@link #poll}; also if the thread was interrupted
   */
  public Session finish() {
    try {
      for (PollState state; (state = poll()) != PollState.OK; ) {
        await(state);
        if (Thread.currentThread().isInterrupted()) {
          throw new OperationalException("interrupted while connecting");
        }
      }
    } catch (IOException e) {
      throw new OperationalException("could not wait for the server: " + e.getMessage(), e);
    } finally {
      if (opened == null) {
        close();
      }
    }
    return session();
  }

  /** The session, once it is open. */
  public Session session() {
    Session session = opened;
    if (session == null) {
      throw new OperationalException("asynchronous connection attempt underway");
    }
    return session;
  }

  /** Waits until {@link #poll} can go on. For whoever has just polled. */
  public void await(PollState state) throws IOException {
    Attempt current = attempt();
    Session session = current.session;
    if (session != null) {
      session.await(state, current.deadline);
    } else {
      try (SelectWait wait = new SelectWait(current.transport.channel())) {
        wait.await(SelectionKey.OP_CONNECT, current.deadline);
      }
    }
  }

  /** What to select on: another one for each address that is tried. */
  public SelectableChannel channel() {
    return attempt().transport.channel();
  }

  /** Whether a channel waits for its socket to be connected. */
  public static boolean isConnecting(SelectableChannel channel) {
    return channel instanceof SocketChannel socket && socket.isConnectionPending();
  }

  /** Gives up the address that is being tried. */
  @Override
  public void close() {
    if (attempt != null) {
      attempt.close();
      attempt = null;
    }
  }

  private static OperationalException duringConnect(PsycopgException e, ServerAddress address) {
    if (!e.diag().equals(Diagnostics.NONE)) {
      return ServerError.duringConnect(e.diag(), address.failed());
    }
    return new OperationalException(address.failed() + e.getMessage(), e);
  }

  private static String reason(IOException e, ServerAddress address) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    boolean nobodyThere = e instanceof ConnectException || message.startsWith("No such file");
    return nobodyThere ? message + "\n\t" + address.hint() : message;
  }
}
