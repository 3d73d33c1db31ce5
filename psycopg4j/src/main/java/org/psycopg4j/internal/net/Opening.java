// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.conninfo.SessionAttributes;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.engine.PollState;

/**
 * A session that is being opened: it tries the servers' addresses until one lets us in. {@link
 * #poll} does what can be done without waiting, but for looking up names; {@link #finish} waits as
 * well.
 *
 * <p>Where nobody listens, nobody answers in time, or the server is not what is wanted, the next
 * one is tried; a server that refuses us is right for all (manual: "Specifying Multiple Hosts").
 *
 * <p>For one thread at a time.
 */
public final class Opening implements AutoCloseable {
  private static final String CANNOT_CONNECT_NOW = "57P03";
  private static final String INVALID_PASSWORD = "28P01";
  private static final String NO_GSS =
      "GSSAPI encryption required but was impossible (possibly no credential cache, no server"
          + " support, or using a local socket)";

  private final ConnInfo info;
  private final Inbox inbox;
  private final Failures failures = new Failures();
  private final Candidates candidates;
  private final TokenErrand tokens;
  private final GssErrand tickets;
  private SessionAttributes wanted;
  private final ArrayDeque<Encryption> others = new ArrayDeque<>(); // ways to the same address
  private @Nullable Attempt attempt;
  private @Nullable Session opened;

  public Opening(ConnInfo info, Inbox inbox) {
    this.info = info;
    this.inbox = inbox;
    this.wanted = info.attributes();
    this.candidates = new Candidates(info, failures);
    this.tokens = new TokenErrand(info);
    this.tickets = new GssErrand(info);
  }

  /**
   * Looks up all names now: {@link #poll} does not wait for that then.
   *
   * @throws OperationalException if none stands for an address
   */
  public Opening withAddresses() {
    if (!candidates.lookUp()) {
      throw failures.error();
    }
    return this;
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
        PollState state = current.poll();
        if (state != PollState.OK) {
          return state;
        }
        if (current.isToBeRepeated()) {
          repeat(current);
        } else {
          opened = current.session();
        }
      } catch (IOException e) {
        failed(current, e);
      } catch (PsycopgException e) {
        close();
        refused(current, e);
      }
    }
    return PollState.OK;
  }

  private Attempt attempt() {
    while (attempt == null) {
      ServerAddress address = candidates.next();
      if (address == null) {
        nextRound();
      } else {
        boolean isUnixSocket = address.host().isUnixSocket();
        boolean mayUseGss = !isUnixSocket && tickets.mayEncrypt();
        if (info.gssEncMode().equals("require") && !mayUseGss) {
          failures.add(address.failed() + NO_GSS, new IOException(NO_GSS));
        } else {
          others.addAll(Encryption.of(info.tls(), isUnixSocket, info.gssEncMode(), mayUseGss));
          begin(address);
        }
      }
    }
    return attempt;
  }

  /** Tries an address by the next way there is. */
  private void begin(ServerAddress address) {
    try {
      attempt = new Attempt(address, others.remove(), info, wanted, inbox, tokens, tickets);
    } catch (IOException e) {
      others.clear(); // it is the address that can't be reached
      failures.add(address.failed() + reason(e, address), e);
    }
  }

  /** Tries the same again: the token, or the ticket, that it takes is there. */
  private void repeat(Attempt tried) {
    others.addFirst(tried.encryption());
    close();
    begin(tried.address());
  }

  /** There is no standby among the servers: then any will do. */
  private void nextRound() {
    if (wanted != SessionAttributes.PREFER_STANDBY) {
      throw failures.error();
    }
    wanted = SessionAttributes.ANY;
    candidates.again();
  }

  private void failed(Attempt failed, IOException e) {
    ServerAddress address = failed.address();
    if (!failed.wasDeclined() || others.isEmpty()) {
      failures.add(address.failed() + reason(e, address), e);
    }
    close();
    if (failed.failedToEncrypt()
        && !tokens.hasBegun()
        && !(e instanceof SocketTimeoutException)
        && !others.isEmpty()) {
      begin(address); // encryption was preferred
      return;
    }
    others.clear();
    if (e instanceof UnfitSessionException) {
      candidates.skip(address.host());
    }
  }

  private void refused(Attempt refused, PsycopgException e) {
    ServerAddress address = refused.address();
    String prefix = address.failed();
    boolean byServer = !e.diag().equals(Diagnostics.NONE);
    boolean isUnready = CANNOT_CONNECT_NOW.equals(e.pgcode());
    OperationalException error =
        byServer
            ? ServerError.duringConnect(e.diag(), failures.before(prefix), hint(e, address))
            : new OperationalException(failures.before(prefix) + e.getMessage(), e);
    boolean hasOther =
        !others.isEmpty()
            && !isUnready
            && !tokens.hasBegun() // nobody is asked twice, and no token shown that was refused
            && (refused.failedToEncrypt() || refused.isUnbelieved(byServer));
    if (!isUnready && !hasOther) {
      throw error;
    }
    failures.replaceBy(error);
    if (hasOther) {
      begin(address);
    } else {
      others.clear();
      candidates.skip(address.host());
    }
  }

  /** Where a wrong password came from, if nobody has given it. */
  private String hint(PsycopgException e, ServerAddress address) {
    Path file = info.passwordFile();
    boolean isFiles =
        file != null
            && INVALID_PASSWORD.equals(e.pgcode())
            && info.writtenPassword(address.host()) != null;
    return isFiles ? "\npassword retrieved from file \"" + file + "\"" : "";
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
    attempt().await(state);
  }

  /** What to select on: another one for each address that is tried. */
  public SelectableChannel channel() {
    return attempt().channel();
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

  private static String reason(IOException e, ServerAddress address) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    boolean nobodyThere = e instanceof ConnectException || message.startsWith("No such file");
    return nobodyThere ? message + "\n\t" + address.hint() : message;
  }
}
