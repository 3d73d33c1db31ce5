// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.conninfo.SessionAttributes;
import org.psycopg4j.internal.engine.Exchange;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.engine.ProtocolVersions;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.engine.SessionParameters;
import org.psycopg4j.internal.engine.StartupExchange;
import org.psycopg4j.internal.engine.auth.AuthRequirement;
import org.psycopg4j.internal.engine.auth.ChannelBinding;
import org.psycopg4j.internal.engine.auth.Credentials;
import org.psycopg4j.internal.engine.auth.ScramKeys;
import org.psycopg4j.internal.tls.TlsClient;
import org.psycopg4j.internal.wire.Encodings;

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
  private final TokenErrand tokens;
  private final GssErrand tickets;
  private final Way way;
  private final Deadline deadline;
  private @Nullable Session session; // once the socket is connected
  private @Nullable StartupExchange startup; // what is under way is one of these three
  private boolean believed; // who we are, once the start is over
  private @Nullable QueryExchange question;
  private @Nullable QueryExchange setting;
  private @Nullable Errand errand; // that is waited for, and
  private @Nullable SelectableChannel done; // what gets readable when it is done

  /** Begins to connect. */
  Attempt(
      ServerAddress address,
      Encryption encryption,
      ConnInfo info,
      SessionAttributes wanted,
      Inbox inbox,
      TokenErrand tokens,
      GssErrand tickets)
      throws IOException {
    this.address = address;
    this.info = info;
    this.wanted = wanted;
    this.inbox = inbox;
    this.tokens = tokens.to(address.host().name());
    this.tickets = tickets.to(address.host().name(), encryption);
    this.deadline = Deadline.inMillis(info.connectTimeoutMillis());
    this.encryption = encryption;
    this.way = Way.begin(address, encryption, info.tls(), tickets, info.keepalives());
  }

  /** Goes on without waiting; OK if the session is open, or {@link #isToBeRepeated}. */
  PollState poll() throws IOException {
    if (deadline.hasPassed()) {
      throw new SocketTimeoutException("timeout expired");
    }
    if (errand != null) {
      return errand.poll() ? PollState.OK : PollState.READ;
    }
    Session connected = session;
    if (connected == null) {
      PollState opening = way.poll();
      if (way.awaitsTicket()) {
        way.close();
        return await(tickets);
      }
      if (opening != PollState.OK) {
        return opening;
      }
      connected = begin();
    }
    PollState state = connected.poll();
    StartupExchange begun = startup;
    if (begun != null && (begun.awaitsToken() || begun.awaitsTicket())) {
      if (connected.unsent() > 0 && !connected.isBroken()) {
        return PollState.WRITE;
      }
      connected.close();
      return await(begun.awaitsTicket() ? tickets : tokens);
    }
    for (Exchange last; (last = underWay()) != null && last.isDone(); ) {
      Exchange next = next(connected);
      if (next != null) {
        connected.send(next);
        state = PollState.READ;
      }
    }
    return underWay() == null ? PollState.OK : state;
  }

  /* The server would not wait for a person: it has said what it wants, and is left. */
  private PollState await(Errand awaited) throws IOException {
    errand = awaited;
    done = awaited.wakeUp();
    return awaited.poll() ? PollState.OK : PollState.READ;
  }

  /** Whether the same has to be tried again, now that there is a token, or a ticket. */
  boolean isToBeRepeated() {
    return errand != null;
  }

  private Session begin() throws IOException {
    String peer = info.requiredPeer();
    if (peer != null) {
      way.socket().requirePeer(peer);
    }
    Session begun = new Session(address, info.tls(), way.transport(), inbox);
    session = begun;
    startup = new StartupExchange(info.startupParameters(), credentials(), versions());
    begun.send(startup);
    return begun;
  }

  private Credentials credentials() {
    byte[] clientKey = info.scramClientKey();
    byte[] serverKey = info.scramServerKey();
    return new Credentials(
        () -> info.password(address.host()),
        clientKey == null || serverKey == null ? null : ScramKeys.given(clientKey, serverKey),
        tokens,
        tickets,
        binding(),
        new AuthRequirement(info.requireAuth(), info.acceptedMethods()));
  }

  private ProtocolVersions versions() {
    return new ProtocolVersions(info.oldestProtocol(), info.newestProtocol());
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
      believed = started.isAuthenticated();
      connected.started(started);
      requireCharset(connected.parameters());
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

  /** An encoding that is the server's own choice does not cost the session, for ASCII goes. */
  private void requireCharset(SessionParameters parameters) {
    if (parameters.lacksCharset() && info.startupParameters().containsKey("client_encoding")) {
      throw new OperationalException(
          "no Java charset for PostgreSQL encoding '%s'"
              .formatted(Encodings.clean(String.valueOf(parameters.get("client_encoding")))));
    }
  }

  private void require(boolean isFit) throws UnfitSessionException {
    if (!isFit) {
      throw new UnfitSessionException(wanted.refusal());
    }
  }

  /** Waits until {@link #poll} can go on. */
  void await(PollState state) throws IOException {
    Session connected = session;
    SelectableChannel awaited = done;
    if (awaited != null) {
      try (SelectWait wait = new SelectWait(awaited)) {
        wait.await(SelectionKey.OP_READ, deadline);
      }
    } else if (connected != null) {
      connected.await(state, deadline);
    } else {
      try (SelectWait wait = new SelectWait(way.channel())) {
        wait.await(way.interest(), deadline);
      }
    }
  }

  /** How it is tried. */
  Encryption encryption() {
    return encryption;
  }

  ServerAddress address() {
    return address;
  }

  /** Whether encryption was to begin, and has not. */
  boolean failedToEncrypt() {
    return way.failedToEncrypt();
  }

  /**
   * Whether the server does not encrypt as it was asked to: no failure, if that was a wish only.
   */
  boolean wasDeclined() {
    return way.wasDeclined();
  }

  /**
   * Whether the server did not believe us: another way, encrypted or not, may be another line of
   * its pg_hba.conf. Once it has, or where we do not go on ourselves, it is the same by any way.
   */
  boolean isUnbelieved(boolean byServer) {
    StartupExchange begun = startup;
    boolean isBelieved = believed || (begun != null && begun.isAuthenticated());
    boolean isOnlyWay = encryption == Encryption.IF_OFFERED && !way.isEncrypted();
    return byServer && !isBelieved && !isOnlyWay;
  }

  SelectableChannel channel() {
    SelectableChannel awaited = done;
    return awaited == null ? way.channel() : awaited;
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
    tokens.close();
    tickets.close();
    if (session != null) {
      session.close();
    } else {
      way.close();
    }
  }
}
