// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.conninfo.Host;
import org.psycopg4j.internal.conninfo.TlsSettings;
import org.psycopg4j.internal.engine.BeginExchange;
import org.psycopg4j.internal.engine.Engine;
import org.psycopg4j.internal.engine.Exchange;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.engine.SessionParameters;
import org.psycopg4j.internal.engine.StartupExchange;
import org.psycopg4j.internal.prepared.PreparedStatements;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * An engine and the way to its server: {@link #poll} moves what can be moved without waiting,
 * {@link #run} does so until an exchange is complete. What {@link #send} has sent is answered
 * before what is run after it.
 *
 * <p>Used by the holder of the connection's lock, {@link #cancel} by any thread.
 */
public final class Session implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int MOST_READS = 16; // of one poll: an event loop has others to serve, too
  private static final int LAST_WORDS = 512;

  private final Engine engine;
  private final PreparedStatements statements;
  private final TlsSettings tls;
  private final Transport transport;
  private final SelectWait wait;
  private final InputWatch watch;
  private final ServerAddress address;
  private final Closing closing;
  private volatile Cleaner.@Nullable Cleanable cleanable;
  private final CancelGate gate = new CancelGate();
  private volatile @Nullable CancelKey cancelKey;
  private int backendPid;
  private boolean usedPassword;

  Session(ServerAddress address, TlsSettings tls, Transport transport, Inbox inbox) {
    this.tls = tls;
    this.engine = new Engine(inbox);
    this.statements = new PreparedStatements(engine.parameters(), engine::transactionStatus);
    engine.watch(statements);
    this.transport = transport;
    this.wait = new SelectWait(transport.channel());
    this.watch = new InputWatch(transport.channel());
    this.closing = new Closing(transport, wait, watch);
    this.address = address;
  }

  /**
   * Closes the socket when the session's owner has become unreachable without closing it. The owner
   * has to stay reachable during each call of this session's methods.
   */
  public void closeWithout(Object owner) {
    gate.usedBy(this);
    cleanable = CLEANER.register(owner, closing);
  }

  /** From now on somebody keeps the session and closes it, whoever becomes unreachable. */
  public void keep() {
    Cleaner.Cleanable registered = cleanable;
    if (registered != null) {
      closing.keep();
      registered.clean();
      cleanable = null;
    }
  }

  /**
   * Takes note of who uses the session from now on, who alone may cancel what it does, and of where
   * what comes unasked goes.
   */
  public void usedBy(Object user, Inbox inbox) {
    gate.usedBy(user);
    engine.inbox(inbox);
  }

  /** Takes note that nobody uses the session: who waits for input in a user's name is woken up. */
  public void unused() {
    gate.usedBy(null);
    watch.wakeUp();
  }

  /**
   * Looks, without waiting, at what the server has sent to a session that nobody uses.
   *
   * @return whether the session is as good as it was: not if the server has gone, or has said that
   *     it will
   */
  public boolean isAlive() {
    // What comes before the end, such as an immediate shutdown's warning, must not hide it.
    for (int i = 0; i < MOST_READS && !engine.isDoomed() && read(); i++) {}
    return isGood();
  }

  /** The same as far as it is known, without looking. */
  public boolean isGood() {
    return !engine.isDoomed();
  }

  /**
   * Says good-bye without closing the socket: the server hangs up when its process has let go of
   * everything, which {@link #hasEnded} tells.
   */
  public void leave() {
    if (engine.failure() == null) {
      engine.out().clear();
      Frontend.terminate(engine.out());
      try {
        transport.write(engine.out().pending());
      } catch (IOException e) {
        close(); // the server has gone first
      }
      engine.fail(new InterfaceException("connection already closed"));
    }
  }

  /** Whether the server has hung up after {@link #leave}; then the socket is closed. */
  public boolean hasEnded() {
    ByteBuffer rest = ByteBuffer.allocate(LAST_WORDS);
    try {
      while (transport.channel().isOpen()) {
        int count = transport.read(rest.clear());
        if (count == 0) {
          return false;
        } else if (count < 0) {
          break;
        }
      }
    } catch (IOException e) {
      // That is an end, too.
    }
    close();
    return true;
  }

  /** Takes what the start has told. Raises the error that the server answered with, as it is. */
  void started(StartupExchange startup) {
    startup.raise();
    backendPid = startup.backendPid();
    statements.started(backendPid);
    usedPassword = startup.usedPassword();
    byte[] secretKey = startup.secretKey();
    if (secretKey != null) {
      Encryption way =
          !(transport instanceof TlsTransport)
              ? Encryption.NONE
              : tls.isDirect() ? Encryption.DIRECT : Encryption.ASKED_FOR;
      cancelKey = new CancelKey(address, way, tls, backendPid, secretKey);
    }
  }

  /**
   * Sends a request and waits for its answer as long as the patience lasts. Afterwards it is done;
   * its error is its to raise.
   *
   * @throws org.psycopg4j.errors.QueryCanceled if there is no time left before it is sent
   */
  public void run(Exchange exchange, Patience patience) {
    start(exchange, patience);
    await(exchange, () -> false, patience);
  }

  /**
   * Sends a request as far as that needs no waiting; {@link #finish} waits for its answer.
   *
   * @throws org.psycopg4j.errors.QueryCanceled if there is no time left before it is sent
   */
  public void send(Exchange exchange, Patience patience) {
    start(exchange, patience);
    poll();
  }

  /** The same, whatever time is left. */
  public void send(Exchange exchange) {
    send(exchange, Patience.toTheEnd(Deadline.NEVER, Duration.ZERO));
  }

  /** Has a request sent with what is sent next: what it is part of is sent in one go. */
  public void queue(Exchange exchange, Patience patience) {
    start(exchange, patience);
  }

  /** Whether no request to cancel is on its way, which might hit what is sent now. */
  public boolean isClearOfCancels() {
    return gate.isOpen();
  }

  private void start(Exchange exchange, Patience patience) {
    patience.requireTime();
    if (!gate.pass(patience)) {
      fail(
          new OperationalException(
              "nobody knows whether a cancel request has reached the server, and it would cancel"
                  + " whatever comes next: the connection is closed"));
    }
    engine.start(exchange);
  }

  /**
   * Waits for the answer of what was sent, or for as much of it as the exchange wants to hold at a
   * time.
   */
  public void finish(Exchange exchange, Patience patience) {
    await(exchange, () -> false, patience);
  }

  /** Waits until a transaction was begun, and what goes behind BEGIN is written; or was not. */
  public void awaitBegin(BeginExchange begin, Patience patience) {
    await(begin, begin::hasBegun, patience);
  }

  /**
   * Sends what an exchange has written meanwhile, until at most so many bytes are left to be sent,
   * or the exchange is done. What comes from the server meanwhile is taken.
   */
  public void flush(Exchange exchange, int mostUnsent, Patience patience) {
    await(exchange, () -> engine.out().size() <= mostUnsent, patience);
  }

  private void await(Exchange exchange, BooleanSupplier isEnough, Patience patience) {
    patience.begin();
    try {
      while (true) {
        PollState state = poll();
        if (exchange.isDone()) {
          return;
        }
        switch (patience.step(gate.isWanted())) {
          case GIVE_UP -> {
            fail(patience.givenUp());
            return;
          }
          case CANCEL -> cancel(patience);
          case WAIT -> {
            if (state == PollState.OK || isEnough.getAsBoolean()) {
              return;
            }
            wait.await(operations(state), patience.nextStep());
          }
        }
      }
    } catch (IOException e) {
      fail(new OperationalException("could not wait for the server: " + e.getMessage(), e));
    } finally {
      patience.end();
    }
  }

  /* The exchange then ends with QueryCanceled, or with its result if that was faster, and the
  connection is as good as before. */
  private void cancel(Patience patience) {
    try (CancelRequest request = openCancel(gate.user())) {
      if (request == null) {
        return;
      }
      request.finish(patience.cancelDeadline(), patience.isInterrupted());
    } catch (IOException | OperationalException e) {
      if (patience.isOver()) {
        fail(patience.givenUp(e));
      } else {
        gate.want(false); // another thread did, and has delivered its own: enough was tried
      }
    }
  }

  /** Waits until the socket is ready for this, the deadline has passed or an interrupt comes. */
  void await(PollState state, Deadline deadline) throws IOException {
    wait.await(operations(state), deadline);
  }

  /** Waits until {@link #poll} can go on, or an interrupt comes. For whoever has just polled. */
  public void await(PollState state) throws IOException {
    await(state, Deadline.NEVER);
  }

  /** Where the current thread can wait, without the lock, for something to read from now on. */
  public InputWatch watch() throws IOException {
    watch.arm();
    return watch;
  }

  /** What to select on. */
  public SelectableChannel channel() {
    return transport.channel();
  }

  static int operations(PollState state) {
    return switch (state) {
      case OK -> 0;
      case READ -> SelectionKey.OP_READ;
      case WRITE -> SelectionKey.OP_WRITE;
      case READ_WRITE -> SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    };
  }

  /**
   * Sends and receives what can be without waiting, and says what to wait for. A failure of the way
   * to the server ends the exchanges under way: it is theirs to raise.
   */
  public PollState poll() {
    if (engine.failure() != null) {
      return PollState.OK;
    }
    if (!engine.out().isEmpty()) {
      write();
      // The answer takes a while: looking for it now would be a system call for nothing.
      if (engine.out().isEmpty() && !transport.hasMore()) {
        return engine.state();
      }
    }
    engine.resume();
    read();
    return engine.state();
  }

  private void write() {
    try {
      SendBuffer out = engine.out();
      int count;
      do {
        count = transport.write(out.pending());
        out.sent(count);
      } while (count > 0 && !out.isEmpty());
    } catch (IOException e) {
      read(); // the server may have said why before it went away
      fail(connectionLost(e));
    }
  }

  /** Takes in what has come; whether that was anything. */
  private boolean read() {
    if (engine.isFull()) {
      return false;
    }
    try {
      int room;
      int count;
      int reads = 0;
      do {
        ByteBuffer space = engine.in().space();
        room = space.remaining();
        count = transport.read(space);
        if (count < 0) {
          engine.endOfStream();
          close();
        } else if (count > 0) {
          engine.received(count);
        }
      } while ((count == room || transport.hasMore())
          && (++reads < MOST_READS || transport.hasMore())
          && engine.failure() == null
          && !engine.isFull());
      if (engine.failure() != null) {
        close();
      }
      return count > 0;
    } catch (IOException e) {
      fail(connectionLost(e));
      return false;
    }
  }

  private static OperationalException connectionLost(IOException e) {
    if (e instanceof SSLException) { // the server says why, in a certificate's case for instance
      return new OperationalException("SSL error: " + e.getMessage(), e);
    }
    return new OperationalException(
        "server closed the connection unexpectedly: "
            + e.getMessage()
            + "\n\tThis probably means the server terminated abnormally\n"
            + "\tbefore or while processing the request.",
        e);
  }

  /** Gives the server up: what is under way ends with this error. */
  public void fail(OperationalException reason) {
    engine.fail(reason);
    close();
  }

  /**
   * Waits until the socket is ready for what {@link #poll} has asked for, so many milliseconds have
   * passed, or the thread is interrupted, whose flag stays set. Changes nothing, so that it is the
   * one method that needs no lock, and ends when the session is closed meanwhile.
   *
   * @param millis at least 1
   */
  public void pause(PollState wanted, int millis) {
    try {
      wait.await(operations(wanted), Deadline.inMillis(millis));
    } catch (ClosedSelectorException | CancelledKeyException e) {
      // The next poll says so.
    } catch (IOException e) {
      throw new OperationalException("could not wait for the server: " + e.getMessage(), e);
    }
  }

  /** What to wait for now. */
  public PollState wants() {
    return engine.state();
  }

  /** How many bytes wait to be sent. */
  public int unsent() {
    return engine.out().size();
  }

  /** Why the server can't be reached through this session any more, or null if it can. */
  public @Nullable PsycopgException failure() {
    return engine.failure();
  }

  /** Whether the server can't be reached through this session any more. */
  public boolean isBroken() {
    return engine.failure() != null;
  }

  /** The transaction's status as the server told it last: I, T or E (manual: ReadyForQuery). */
  public byte transactionStatus() {
    return engine.transactionStatus();
  }

  /** What is prepared on the server, whoever uses the session. */
  public PreparedStatements statements() {
    return statements;
  }

  public SessionParameters parameters() {
    return engine.parameters();
  }

  public int backendPid() {
    return backendPid;
  }

  /** The server that it is with. */
  public Host host() {
    return address.host();
  }

  /** What TLS has negotiated; null if the way to the server is a plain one. */
  public @Nullable Secured secured() {
    if (transport instanceof TlsTransport secure) {
      SSLSession session = secure.client().session();
      return new Secured(session.getProtocol(), session.getCipherSuite());
    }
    return null;
  }

  /** Whether GSSAPI encrypts what is sent. */
  public boolean isGssEncrypted() {
    return transport instanceof GssTransport;
  }

  /** Whether the server asked for the password. */
  public boolean usedPassword() {
    return usedPassword;
  }

  /**
   * Asks the server to cancel what this session is doing, and returns when it has taken the
   * request. Who waits for the answer sees to it that the request has not come too early. Any
   * thread may call this.
   *
   * @param by the session's user; a former one cancels nothing
   * @param limit how long that may take
   * @throws OperationalException if the request could not be delivered in that time
   */
  public void cancel(Object by, Duration limit) {
    boolean delivered = false;
    try (CancelRequest request = openCancel(by)) {
      if (request == null) {
        return;
      }
      gate.want(true);
      request.finish(Deadline.in(limit), false);
      delivered = true;
    } catch (IOException e) {
      throw new OperationalException("could not send cancel request: " + e.getMessage(), e);
    } finally {
      if (delivered) {
        wait.rouse();
      } else {
        gate.want(false);
      }
    }
  }

  /**
   * Begins to cancel what this session is doing. Nothing else is sent over it until the request is
   * closed.
   *
   * @return null if it is a rollback, which is not canceled, or another user's request
   */
  private @Nullable CancelRequest openCancel(@Nullable Object by) throws IOException {
    CancelKey key = cancelKey;
    if (key == null) {
      throw new OperationalException("the server gave no key to cancel this session's requests");
    }
    return gate.close(by) ? CancelRequest.open(key, gate) : null;
  }

  /** Says good-bye, if the socket takes it at once, and closes. */
  public void terminate() {
    if (closing.isKept()) { // its keeper waits for the server's end
      leave();
      return;
    }
    if (engine.failure() == null) {
      Frontend.terminate(engine.out());
      try {
        transport.write(engine.out().pending());
      } catch (IOException e) {
        // Then the server has gone first.
      }
    }
    engine.fail(new InterfaceException("connection already closed"));
    close();
  }

  @Override
  public void close() {
    Cleaner.Cleanable registered = cleanable;
    if (registered == null) {
      closing.close();
    } else {
      registered.clean();
    }
  }
}
