// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectableChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.conninfo.SessionAttributes;
import org.psycopg4j.internal.engine.Exchange;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.engine.StartupExchange;
import org.psycopg4j.internal.engine.auth.ChannelBinding;
import org.psycopg4j.internal.tls.TlsClient;

/**
 * One place that is being tried: its socket, the start of a session, and what has to be known of
 * it, or set, before it is taken. For one thread at a time.
 */
final class Attempt {
  private final ConnInfo info;
  private final SessionAttributes wanted;
  private final ServerAddress address;
  private final Encryption encryption;
  private final Inbox inbox;
  private final Way way;
  private final Deadline deadline;
  private final @Nullable String password;
  private @Nullable Session session; // once the socket is connected
  private @Nullable StartupExchange startup; // what is under way is one of these three
  private @Nullable QueryExchange question;
  private @Nullable QueryExchange setting;

  /** Begins to connect. */
  Attempt(
      ServerAddress address,
      Encryption encryption,
      ConnInfo info,
      SessionAttributes wanted,
      Inbox inbox)
      throws IOException {
    this.address = address;
    this.info = info;
    this.wanted = wanted;
    this.inbox = inbox;
    this.password = info.password(address.host());
    this.deadline = Deadline.inMillis(info.connectTimeoutMillis());
    this.encryption = encryption;
    this.way = Way.begin(address, encryption, info.tls(), info.keepalives());
  }

  /** Goes on without waiting; OK if the session is open. */
  PollState poll() throws IOException {
    if (deadline.hasPassed()) {
      throw new SocketTimeoutException("timeout expired");
    }
    Session connected = session;
    if (connected == null) {
      PollState opening = way.poll();
      if (opening != PollState.OK) {
        return opening;
      }
      connected = begin();
    }
    PollState state = connected.poll();
    for (Exchange last; (last = underWay()) != null && last.isDone(); ) {
      Exchange next = next(connected);
      if (next != null) {
        connected.send(next);
        state = PollState.READ;
      }
    }
    return underWay() == null ? PollState.OK : state;
  }

  private Session begin() throws IOException {
    String peer = info.requiredPeer();
    if (peer != null) {
      way.socket().requirePeer(peer);
    }
    Session begun = new Session(address, info.tls(), way.transport(), inbox);
    session = begun;
    startup = new StartupExchange(info.startupParameters(), password, binding());
    begun.send(startup);
    return begun;
  }

  private ChannelBinding binding() {
    TlsClient client = way.transport() instanceof TlsTransport tls ? tls.client() : null;
    return new ChannelBinding(
        ChannelBinding.Mode.valueOf(info.channelBinding().toUpperCase(Locale.ROOT)),
        client == null ? null : client::endPoint);
  }

  private @Nullable Exchange underWay() {
    return startup != null ? startup : question != null ? question : setting;
  }

  /** Takes the answer that is here; returns what is to be sent then, null if nothing. */
  private @Nullable Exchange next(Session connected) throws IOException {
    StartupExchange started = startup;
    QueryExchange asked = question;
    QueryExchange set = setting;
    startup = null;
    question = null;
    setting = null;
    if (started != null) {
      connected.started(started);
      Screening screening = new Screening(wanted, connected.parameters());
      question = screening.question();
      if (question != null) {
        return question;
      }
      require(screening.admits());
    } else if (asked != null) {
      asked.raise();
      require(new Screening(wanted, connected.parameters()).admits(asked));
    } else if (set != null) {
      set.raise();
      return null;
    }
    if (!info.isReplication() && !connected.parameters().hasIsoDates()) { // as psycopg2 does
      setting = new QueryExchange("SET datestyle TO 'ISO'", connected.parameters());
    }
    return setting;
  }

  private void require(boolean isFit) throws UnfitSessionException {
    if (!isFit) {
      throw new UnfitSessionException(wanted.refusal());
    }
  }

  /** Waits until {@link #poll} can go on. */
  void await(PollState state) throws IOException {
    Session connected = session;
    if (connected != null) {
      connected.await(state, deadline);
    } else {
      try (SelectWait wait = new SelectWait(way.channel())) {
        wait.await(way.interest(), deadline);
      }
    }
  }

  ServerAddress address() {
    return address;
  }

  /** Whether TLS has begun. */
  boolean isEncrypted() {
    return way.isEncrypted();
  }

  /** Whether a server that refuses us is to be tried by TLS, which is only allowed. */
  boolean allowsTls(boolean byServer) {
    return encryption == Encryption.NONE && byServer;
  }

  SelectableChannel channel() {
    return way.channel();
  }

  /** The session, once it is open. */
  Session session() {
    Session open = session;
    if (open == null) {
      throw new IllegalStateException("there is no session yet");
    }
    return open;
  }

  void close() {
    if (session != null) {
      session.close();
    } else {
      way.close();
    }
  }
}
