// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.internal.conninfo.Host;
import org.psycopg4j.internal.engine.BeginExchange;
import org.psycopg4j.internal.engine.Exchange;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.engine.SessionParameters;
import org.psycopg4j.internal.net.Deadline;
import org.psycopg4j.internal.net.Opening;
import org.psycopg4j.internal.net.Patience;
import org.psycopg4j.internal.net.Secured;
import org.psycopg4j.internal.net.Session;
import org.psycopg4j.internal.prepared.PreparedStatements;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;

/**
 * A connection's talk with its server: one exchange at a time, each after BEGIN if a transaction
 * has to be begun.
 *
 * <p>Any thread may call what takes the lock or reads a volatile field; the rest says that it is
 * for the lock's holder. When a dialogue becomes unreachable its socket is closed.
 */
public final class Dialogue {
  private static final String READ_ONLY = "25006"; // read_only_sql_transaction

  /* One lock, held for one exchange with the server. Everything below that is not volatile, final
  or thread-safe by itself belongs to its holder. No user's code runs under it. */
  private final SessionLock lock;
  private final TimeLimits limits = new TimeLimits();
  private volatile @Nullable Session opened;
  private volatile @Nullable Object user; // as whom it uses the session
  private final TransactionState transaction = new TransactionState();
  private final ReadAhead readAhead = new ReadAhead();
  private final Polling polling;
  private volatile Dialect dialect;
  private @Nullable Patience patience;
  private final boolean async;
  private volatile int closed;
  private volatile boolean passedOn; // to the session's next user
  private volatile boolean refusedToWrite;
  private volatile boolean executing;
  private volatile boolean touched; // by anything but what ask() has asked
  private volatile @Nullable String errorMessage;

  /**
   * The talk over a session.
   *
   * @param delivery run by each thread that has let go of the lock; it hands over what has come for
   *     the user's code, and never fails
   */
  public Dialogue(Session session, Runnable delivery) {
    this(delivery, Dialect.of(session.parameters()), null, false);
    opened = session;
    user = session;
    session.closeWithout(this);
    notePooler(session);
  }

  /**
   * The talk of the next user over a session that had others. Whoever keeps the session closes its
   * socket.
   *
   * @param user as whom it uses the session
   * @param terms what it finds
   */
  public Dialogue(Session session, Object user, Terms terms, boolean async, Runnable delivery) {
    this(delivery, terms.dialect().upToDate(session.parameters()), null, async);
    opened = session;
    this.user = user;
    touched = true;
    terms.apply(transaction, limits);
  }

  /**
   * The same over a session that {@link #polling} will open.
   *
   * @param async whether all that is executed is polled for, too
   */
  public Dialogue(Opening opening, boolean async, Runnable delivery) {
    this(delivery, Dialect.of(new SessionParameters()), opening, async);
  }

  private Dialogue(Runnable delivery, Dialect dialect, @Nullable Opening opening, boolean async) {
    this.lock = new SessionLock(delivery, limits);
    this.polling = new Polling(this, lock, opening);
    this.dialect = dialect;
    this.async = async;
    if (async) {
      transaction.settings(TransactionModes.DEFAULT, true);
    }
  }

  /** What is polled for. */
  public Polling polling() {
    return polling;
  }

  /** Takes note that the session is open now. */
  void opened(Session session) {
    opened = session;
    user = session;
    session.closeWithout(this);
    notePooler(session);
    takeNote();
  }

  private void notePooler(Session session) {
    if (session.parameters().isConsole()) {
      transaction.beginApart();
    }
  }

  /** Takes note that nothing can be done with the connection any more. */
  void broken() {
    closed = 2;
  }

  /** Takes note that the server is not at work. */
  void idle() {
    executing = false;
  }

  Session session() {
    Session session = opened;
    if (session == null) {
      requireOpen();
      throw new OperationalException("asynchronous connection attempt underway");
    }
    return session;
  }

  public ReentrantLock lock() {
    return lock;
  }

  /** Does something with the lock held. */
  public void exclusively(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the lock for what has to be done in any case, such as a rollback: an interrupt and a time
   * limit don't end the wait.
   */
  public void lockInAnyCase() {
    lock.lockInAnyCase();
  }

  /** Does something with the lock held, which is taken {@linkplain #lockInAnyCase in any case}. */
  public void inAnyCase(Runnable work) {
    lock.lockInAnyCase();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** How long calls may take. For any thread. */
  public TimeLimits limits() {
    return limits;
  }

  /* Of each request one, but where there is no deadline and no interrupt has come: then it is the same
  as before, and the lock's holder has but one at a time. */
  private Patience patience() {
    Patience last = patience;
    if (last != null && lock.deadline().isNever() && last.isUnspent(limits.cancelTimeout())) {
      return last;
    }
    Patience fresh = Patience.until(lock.deadline(), limits.cancelTimeout());
    if (lock.deadline().isNever()) {
      patience = fresh;
    }
    return fresh;
  }

  /** Patience that only an interrupt ends. */
  Patience unlimited() {
    return Patience.until(Deadline.NEVER, limits.cancelTimeout());
  }

  Patience patienceToTheEnd() {
    return Patience.toTheEnd(lock.deadline(), limits.cancelTimeout());
  }

  /** The transaction's state; for the lock's holder, but for what is volatile in it. */
  public TransactionState transaction() {
    return transaction;
  }

  /** How to write literals and read results now. For any thread. */
  public Dialect dialect() {
    return dialect;
  }

  /** 0 if it is open, 1 if it was closed here, 2 if it is broken. For any thread. */
  public int closed() {
    return closed;
  }

  public void requireOpen() {
    if (closed != 0) {
      throw new InterfaceException(
          passedOn ? "connection already returned to its pool" : "connection already closed");
    }
  }

  /** Whether what is executed is polled for. For any thread. */
  public boolean isAsync() {
    return async;
  }

  /** Whether it is one of several users of the session, one after another. For any thread. */
  public boolean isLent() {
    return lender() != null;
  }

  /** Who takes the connection back; null if nobody does. For any thread. */
  @Nullable Lender lender() {
    return user instanceof Lender lender ? lender : null;
  }

  /** Raises an error if the connection is closed, or is still being opened. For any thread. */
  public void requireOpened() {
    requireOpen();
    session();
  }

  /** Raises an error in a command's name on a connection that is polled. For any thread. */
  public void requireSync(String command) {
    requireOpen();
    if (async) {
      throw new ProgrammingException(command + " cannot be used in asynchronous mode");
    }
  }

  /** The same, and where waiting is left to a callback. For any thread. */
  public void requireBlocking(String command) {
    requireSync(command);
    if (WaitHook.current() != null) {
      throw new ProgrammingException(command + " cannot be used with an asynchronous callback.");
    }
  }

  /** Raises an error in a command's name while a request is polled for. For any thread. */
  public void requireNothingUnderWay(String command) {
    Turn turn = lock.turn();
    if (turn != null && turn.isNobodys()) {
      throw new ProgrammingException(
          command + " cannot be used while an asynchronous query is underway");
    }
  }

  /** Whether the server is at work on a request. For any thread. */
  public boolean executing() {
    return executing;
  }

  /** What was wrong with the last request, in the server's words; null if nothing. */
  public @Nullable String errorMessage() {
    return errorMessage;
  }

  /** The transaction's status as the server told it last: I, T or E. For any thread. */
  public byte serverStatus() {
    Session session = opened;
    return session == null ? (byte) 'I' : session.transactionStatus();
  }

  /** The session's prepared statements; null if there is no session yet, or none any more. */
  public @Nullable PreparedStatements statements() {
    Session session = opened;
    return session == null ? null : session.statements();
  }

  /** What the server reports of the session. For the lock's holder. */
  public SessionParameters parameters() {
    return session().parameters();
  }

  /** A parameter that the server reports; null if it doesn't. For any thread. */
  public @Nullable String parameter(String name) {
    return inTurn(
        () -> {
          Session session = opened;
          return session == null ? null : session.parameters().get(name);
        });
  }

  /** The server that the session is with; null if there is none yet. */
  public @Nullable Host host() {
    Session session = opened;
    return session == null ? null : session.host();
  }

  /** Whether GSSAPI encrypts what is sent; not without a session. */
  public boolean isGssEncrypted() {
    Session session = opened;
    return session != null && session.isGssEncrypted();
  }

  /** What TLS has negotiated; null without a session, or without TLS. */
  public @Nullable Secured secured() {
    Session session = opened;
    return session == null ? null : session.secured();
  }

  /** The server's process; 0 if there is none yet. */
  public int backendPid() {
    Session session = opened;
    return session == null ? 0 : session.backendPid();
  }

  /** Whether the server asked for the password. */
  public boolean usedPassword() {
    Session session = opened;
    return session != null && session.usedPassword();
  }

  /** Whether a transaction was begun that the server has no more: a statement has ended it. */
  public boolean isTransactionGone() {
    return transaction.isBegun() && serverStatus() == 'I';
  }

  /** Whether a statement is a transaction of its own now. */
  public boolean isOutsideOfTransactions() {
    lock.lock();
    try {
      return transaction.phase() == TransactionState.Phase.READY && !transaction.needsBegin();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Executes a cursor's request, after BEGIN if one has to go before it.
   *
   * @param quoting how the literals in it were written. If another thread has changed that since
   *     then (standard_conforming_strings, say), a literal might end elsewhere for the server:
   *     nothing is sent then, and null is returned
   * @param begins whether BEGIN has to go before it; asked under the lock, it may refuse by
   *     throwing
   * @return how to read the result
   */
  public @Nullable Decoding execute(
      Exchange query, Quoting quoting, Predicate<TransactionState> begins) {
    lock.lock();
    try {
      requireOpen();
      transaction.requireNotPrepared("execute");
      settle(true); // what arrives may change how literals are written
      if (!quoting.equals(dialect.quoting())) {
        return null;
      }
      beginAndRun(query, begins.test(transaction));
      return dialect.decoding();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the server something of our own, wherever the transaction stands: none is begun, and one
   * that has failed makes this fail.
   *
   * @param quoting as for {@link #execute}
   * @return how to read the answer, or null as for {@link #execute}
   */
  public @Nullable Decoding ask(Exchange question, Quoting quoting) {
    requireSync("a look-up of types");
    lock.lock();
    try {
      requireOpen();
      settle(true); // what arrives may change how literals are written
      if (!quoting.equals(dialect.quoting())) {
        return null;
      }
      boolean before = touched;
      run(question, question, patience());
      touched = before;
      readAhead.raise(question, session());
      return dialect.decoding();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing was executed so far, but for what {@link #ask} asked. For any thread. */
  public boolean isUntouched() {
    return !touched;
  }

  /** Executes a request, after BEGIN if need be. For the lock's holder. */
  public void beginAndRun(Exchange query) {
    settle(true);
    beginAndRun(query, transaction.needsBegin());
  }

  private void beginAndRun(Exchange query, boolean begins) {
    if (begins) {
      BeginExchange begin = transaction.begin(query);
      run(begin, query, patience());
      if (begin.hasBegun()) {
        transaction.begun();
      }
    } else {
      if (transaction.twoPhaseId() != null && isTransactionGone()) {
        throw new ProgrammingException(
            "the two-phase transaction is gone: end it by tpc_rollback() first");
      }
      run(query, query, patience());
    }
    readAhead.raise(query, session());
  }

  /**
   * Sends a page's FETCH ahead of need.
   *
   * @param quoting what its text was written for
   * @param begins as for {@link #execute}
   * @return whether it is under way: just now that may not be possible
   */
  public boolean fetchAhead(PageAhead page, Quoting quoting, Predicate<TransactionState> begins) {
    if (!lock.lockIfFree()) {
      return false; // it is not worth a wait
    }
    try {
      return closed == 0
          && quoting.equals(dialect.quoting())
          && !begins.test(transaction)
          && readAhead.start(page, session());
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a page that was fetched ahead; returns how to read it, or raises its error. */
  public Decoding take(PageAhead page) {
    lock.lock();
    try {
      if (readAhead.isUnderWay(page)) {
        settlePage(page, true);
      }
      readAhead.raise(page.fetch(), session());
      Decoding decoding = page.decoding();
      return decoding == null ? dialect.decoding() : decoding;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, whatever interrupts, for the page that is under way. For the lock's holder. */
  public void settle() {
    settle(false);
  }

  private void settle(boolean cancelable) {
    if (cancelable) {
      requireTime();
    }
    PageAhead page = readAhead.page();
    if (page != null) {
      settlePage(page, cancelable);
      if (cancelable) {
        readAhead.raiseIfCanceled();
      }
    }
  }

  private void requireTime() {
    try {
      patience().requireTime();
    } catch (QueryCanceled e) {
      refused();
      throw e;
    }
  }

  /** Takes note that a call has failed before anything was sent. For any thread. */
  public void refused() {
    lock.refused(true);
  }

  /**
   * Whether the last call failed before anything was sent, so that the transaction doesn't know of
   * it. For any thread.
   */
  boolean isLastCallRefused() {
    return lock.isRefused();
  }

  private void settlePage(PageAhead page, boolean cancelable) {
    if (!polling.awaitByCallback(page.fetch(), page.fetch(), true)) {
      Patience patience = cancelable ? patience() : patienceToTheEnd();
      during(wait -> session().finish(page.fetch(), wait), page.fetch(), patience);
    }
    readAhead.arrived(dialect.decoding());
  }

  /** What a page that nobody has asked for has made the transaction fail with, or null. */
  public @Nullable PsycopgException unseenFailure() {
    return readAhead.unseen(session());
  }

  /** A request with a statement of our own, in ASCII. */
  public QueryExchange query(String sql) {
    return new QueryExchange(sql, session().parameters());
  }

  /** Executes a statement of our own as it is, without BEGIN. For the lock's holder. */
  public QueryExchange run(String sql) {
    QueryExchange query = query(sql);
    settle(true);
    run(query, query, patience());
    readAhead.raise(query, session());
    return query;
  }

  /** The same whatever interrupts. For the lock's holder. */
  public void runToItsEnd(String sql) {
    runToItsEnd(query(sql));
  }

  /** Undoes what was done, whatever interrupts and whoever cancels. For the lock's holder. */
  public void undo(String sql) {
    QueryExchange query = query(sql);
    settle();
    run(query, query, Patience.undoing(lock.deadline(), limits.cancelTimeout()));
    readAhead.raise(query, session());
  }

  /** Executes a statement that brings the session in order, or gives the server up. */
  void tidy(String sql) {
    QueryExchange query = query(sql);
    Duration limit = limits.cancelTimeout();
    run(query, query, Patience.undoing(Deadline.in(limit), limit));
    readAhead.raise(query, session());
  }

  /** Executes a request as it is, whatever interrupts; returns how to read the result. */
  public Decoding runToItsEnd(Exchange query) {
    settle();
    run(query, query, patienceToTheEnd());
    readAhead.raise(query, session());
    return dialect.decoding();
  }

  /** Sends a request that carries a query, and waits for its answer. */
  private void run(Exchange request, Exchange query, Patience patience) {
    if (polling.awaitByCallback(request, query, false)) {
      return;
    }
    begins();
    try {
      session().run(request, patience);
    } finally {
      ends(query);
      patience.explain(query.error());
    }
  }

  /* What is written here at the end also keeps this object reachable until then, so that its socket
  isn't closed under the last request of a connection that nobody holds any more. */
  void during(Runnable work, Exchange query) {
    begins();
    try {
      work.run();
    } finally {
      ends(query);
    }
  }

  private void begins() {
    executing = true;
    touched = true;
  }

  private void ends(Exchange query) {
    executing = lock.turn() != null;
    lock.refused(!query.isDone());
    takeNote();
    PsycopgException error = query.error();
    errorMessage = message(error);
    refusedToWrite |= error != null && READ_ONLY.equals(error.pgcode());
  }

  /** Whether the server has refused a statement because it would write. For any thread. */
  boolean refusedToWrite() {
    return refusedToWrite;
  }

  /** The same with something that waits: what ended the wait is the cause of the error. */
  private void during(Consumer<Patience> work, Exchange query, Patience patience) {
    try {
      during(() -> work.accept(patience), query);
    } finally {
      patience.explain(query.error());
    }
  }

  /** Takes note of what has changed with what came from the server. */
  void takeNote() {
    Session session = session();
    if (session.isBroken() && closed == 0) {
      closed = 2;
    }
    dialect = dialect.upToDate(session.parameters());
    readAhead.forgetWhatIsOver(session);
  }

  private static @Nullable String message(@Nullable PsycopgException error) {
    if (error == null) {
      return null;
    }
    String servers = error.pgerror();
    return servers == null ? error.getMessage() : servers;
  }

  /**
   * Gives the connection to a request of this thread's that lasts; see {@link Turn}.
   *
   * @param command psycopg2's name of it, for error messages
   */
  public Turn takeTurn(String command) {
    requireBlocking(command);
    return turn(command);
  }

  /**
   * The same for a stream, which a connection that is polled may have too: only its beginning is
   * waited for.
   */
  public Turn takeTurnToStream(String command) {
    if (async) {
      requireOpened();
      requireNothingUnderWay(command);
    } else {
      requireBlocking(command);
    }
    return turn(command);
  }

  private Turn turn(String command) {
    lock.lock();
    try {
      requireOpen();
      transaction.requireNotPrepared(command);
      settle(true);
      Patience itsOwn = Patience.until(lock.deadline(), limits.cancelTimeout());
      Turn turn = new Turn(this, command, Thread.currentThread(), itsOwn);
      lock.begin(turn);
      return turn;
    } finally {
      lock.unlock();
    }
  }

  /** Does something with the lock held, in whosever turn. */
  public <T> T inTurn(Supplier<T> work) {
    lock.lockInTurn();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  @Nullable BeginExchange sendInTurn(Exchange request, Patience patience) {
    requireOpen();
    BeginExchange begin = transaction.needsBegin() ? transaction.begin(request) : null;
    during(wait -> session().send(begin == null ? request : begin, wait), request, patience);
    return begin;
  }

  void queueInTurn(Exchange request, boolean begins, Patience patience) {
    requireOpen();
    if (begins) {
      BeginExchange begin = transaction.begin(request);
      during(wait -> session().queue(begin, wait), request, patience);
      if (transaction.beginsApart()) { // what is queued next goes behind the request, not before it
        during(wait -> session().awaitBegin(begin, wait), request, patience);
      }
    } else {
      during(wait -> session().queue(request, wait), request, patience);
    }
  }

  int unsent() {
    return session().unsent();
  }

  void flushInTurn(Exchange request, int mostUnsent, Patience patience) {
    during(wait -> session().flush(request, mostUnsent, wait), request, patience);
  }

  void awaitInTurn(Exchange request, Patience patience) {
    during(wait -> session().finish(request, wait), request, patience);
  }

  PollState pollInTurn(Exchange request) {
    during(session()::poll, request);
    return session().isBroken() ? PollState.OK : session().wants();
  }

  void pause(PollState wanted, int millis) {
    session().pause(wanted, millis);
  }

  void raise(Exchange request) {
    readAhead.raise(request, session());
  }

  /** Takes what has come for nobody's request, a page that was fetched ahead among it. */
  void takeUnasked() {
    Session session = session();
    session.poll();
    takeNote();
    readAhead.arrived(dialect.decoding());
    PsycopgException failure = session.failure();
    if (failure != null) {
      throw failure;
    }
  }

  void end(Turn turn) {
    inTurn(
        () -> {
          turn.noteBegin(transaction);
          if (turn.isAnswered() || closed != 0) {
            endTurn();
          } else {
            giveUp(
                new OperationalException(
                    turn.command() + " has ended in the middle: the connection is closed"));
          }
          return this;
        });
  }

  private void endTurn() {
    executing = false;
    lock.end();
  }

  /** Closes the session in the middle of a turn, which ends. For the lock's holder. */
  void giveUp(OperationalException reason) {
    session().fail(reason);
    closed = 2;
    endTurn();
  }

  /** Asks the server to cancel what it is doing for this session, if it is. Takes no lock. */
  public void cancel() {
    requireOpen();
    transaction.requireNotPrepared("cancel");
    Session session = session();
    Object as = user;
    if (executing && as != null) {
      session.cancel(as, limits.cancelTimeout());
    }
  }

  /**
   * Gives the session up for its next user, as it is: to this one the connection is closed. For the
   * lock's holder.
   */
  Session passOn() {
    Session session = session();
    passedOn = true;
    closed = 1;
    opened = null;
    session.unused();
    return session;
  }

  /** Says good-bye, after what another thread may be doing. Once more does nothing. */
  public void close() {
    Turn turn = lock.turn();
    if (turn == null || turn.isAnothers()) {
      inAnyCase(this::terminate);
    } else { // its own request's code closes the connection under it
      terminateInTurn();
    }
  }

  /**
   * Closes the connection under whoever uses it: what is being executed is canceled, and whatever
   * comes after it finds the connection closed. For any thread; may take as long as a cancel may.
   */
  public void cutOff() {
    try {
      cancel();
    } catch (PsycopgException e) {
      // Then it is closed, or its time to answer a cancel will end it.
    }
    terminateInTurn();
  }

  void terminateInTurn() {
    inTurn(
        () -> {
          terminate();
          return this;
        });
  }

  private void terminate() {
    if (closed == 0) {
      Session session = opened;
      if (session != null) {
        session.terminate();
      }
    }
    polling.close();
    closed = 1;
    Turn turn = lock.turn();
    if (turn != null && !turn.isNobodys()) {
      endTurn(); // who waits for it need not wait for whoever has it to see that
    }
  }
}
