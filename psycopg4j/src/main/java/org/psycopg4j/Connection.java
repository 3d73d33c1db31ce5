// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.catalog.DatabaseKey;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.net.Connector;
import org.psycopg4j.internal.net.Opening;
import org.psycopg4j.internal.net.Session;
import org.psycopg4j.internal.prepared.PrepareSettings;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Dialogues;
import org.psycopg4j.internal.session.Lender;
import org.psycopg4j.internal.session.SettingsChange;
import org.psycopg4j.internal.session.Terms;
import org.psycopg4j.internal.session.TransactionControl;
import org.psycopg4j.internal.session.TransactionState;
import org.psycopg4j.internal.session.TwoPhase;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.DecoderType;
import org.psycopg4j.internal.types.literal.Identifier;
import org.psycopg4j.types.Scope;

/**
 * A session with a PostgreSQL server ({@code psycopg2.extensions.connection}).
 *
 * <p>A transaction begins by itself with the first statement of any cursor and ends with {@link
 * #commit} or {@link #rollback}; with {@link #autocommit(boolean) autocommit} on every statement is
 * its own. {@link #inTransaction} is psycopg2's {@code with conn:}. Closing does not commit.
 *
 * <p>Threads may share a connection: each statement has it to itself, in turn, and all of them are
 * in the same transaction. Cursors are for one thread at a time. {@link #cancel} waits for nobody.
 *
 * <p>An error of the server leaves the connection usable, an error of the connection closes it:
 * then {@link #closed()} is not 0 and every call that needs it raises InterfaceException.
 *
 * <p>To interrupt a thread that waits for the server cancels its statement there; the thread gets
 * {@link org.psycopg4j.errors.QueryCanceled} caused by an InterruptedException, keeps its interrupt
 * flag, and the connection stays usable. A thread that is interrupted while it waits for another
 * thread's statement, or before it sends one, gets the same error, and nothing was sent. What ends
 * a transaction is not canceled. {@link #timeout(Duration)} and {@link #within} do the same by the
 * clock.
 */
public final class Connection implements Scope, AutoCloseable {
  private static final VarHandle STREAMS;

  static {
    Dialogues.foundBy(new Behind());
    try {
      STREAMS = MethodHandles.lookup().findVarHandle(Connection.class, "streams", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ConnInfo asked;
  private final PrepareSettings preparing;
  private final boolean async;
  private final Arrivals arrivals;
  private final Dialogue dialogue;
  private final TypeRegistry types;
  private final @Nullable Lender lender;

  @SuppressWarnings("unused") // by the handle
  private volatile int streams; // how many names streams have got

  private volatile @Nullable StatementLog statementLog;

  private Connection(
      ConnInfo asked,
      PrepareSettings preparing,
      boolean async,
      Dialogue dialogue,
      Arrivals arrivals) {
    this.asked = asked;
    this.preparing = preparing;
    this.async = async;
    this.arrivals = arrivals;
    this.dialogue = dialogue;
    dialogue.polling().usedBy(this);
    this.types = TypeRegistry.of(this);
    this.lender = null;
    if (asked.isReplication()) {
      dialogue.transaction().statementsOnly();
    }
  }

  private Connection(Connection first, Session session, Terms terms, boolean async, Lender lender) {
    this.asked = first.asked;
    this.preparing = first.preparing.copy();
    this.async = async;
    this.arrivals = Arrivals.after(first.arrivals);
    session.usedBy(lender, arrivals);
    this.dialogue = new Dialogue(session, lender, terms, async, arrivals);
    dialogue.polling().usedBy(this);
    this.types = TypeRegistry.of(this, first.types);
    if (asked.isReplication()) {
      dialogue.transaction().statementsOnly();
    }
    this.statementLog = first.statementLog;
    this.lender = lender;
  }

  /** The next connection over a session whose first one that was; see {@link Behind}. */
  static Connection lent(
      Connection first, Session session, Terms terms, boolean async, Lender lender) {
    return new Connection(first, session, terms, async, lender);
  }

  static Connection open(ConnectOptions options) {
    ConnInfo asked = new ConnInfo(options.settings(), options.passwords(), options.tokens());
    Arrivals arrivals = new Arrivals(options.keptNotices());
    if (WaitCallbacks.current() != null) {
      return WaitCallbacks.open(opening(asked, options, false, arrivals));
    }
    Session session = Connector.connect(asked, arrivals);
    Dialogue dialogue = new Dialogue(session, arrivals);
    return of(asked, options, false, dialogue, arrivals);
  }

  static Connection openAsync(ConnectOptions options) {
    ConnInfo asked = new ConnInfo(options.settings(), options.passwords(), options.tokens());
    Arrivals arrivals = new Arrivals(options.keptNotices());
    return opening(asked, options, true, arrivals);
  }

  private static Connection opening(
      ConnInfo asked, ConnectOptions options, boolean async, Arrivals arrivals) {
    Dialogue dialogue = new Dialogue(new Opening(asked, arrivals).withAddresses(), async, arrivals);
    return of(asked, options, async, dialogue, arrivals);
  }

  private static Connection of(
      ConnInfo asked, ConnectOptions options, boolean async, Dialogue dialogue, Arrivals arrivals) {
    if (options.beginsApart(asked.beginsApart())) {
      dialogue.transaction().beginApart();
    }
    return new Connection(asked, options.preparing(), async, dialogue, arrivals);
  }

  /** A new cursor, whose rows are {@link Row}s. */
  public Cursor<Row> cursor() {
    return cursor(RowFactory.row());
  }

  /** A new cursor whose rows are what the factory makes of them. */
  public <T> Cursor<T> cursor(RowFactory<T> factory) {
    dialogue.requireOpened();
    return Cursor.unnamed(this, factory);
  }

  /**
   * A new named cursor: one on the server, which keeps the result there and sends it page by page.
   * See {@link Cursor} for what it can do.
   *
   * @param name any name; nothing is sent until the cursor is used
   */
  public Cursor<Row> cursor(String name) {
    return cursor(CursorOptions.name(name));
  }

  /** A new named cursor whose rows are what the factory makes of them. */
  public <T> Cursor<T> cursor(String name, RowFactory<T> factory) {
    return cursor(CursorOptions.name(name).rows(factory));
  }

  /** A new named cursor that is as the options say. */
  public <T> Cursor<T> cursor(CursorOptions<T> options) {
    dialogue.requireOpened();
    if (async) {
      throw new ProgrammingException("asynchronous connections cannot produce named cursors");
    }
    return Cursor.named(this, options);
  }

  /** A new large object, open for writing; begins a transaction, as every one of these does. */
  public LargeObject lobject() {
    return lobject(LobjectOptions.defaults());
  }

  /** The large object of this oid, open for reading; 0 is a new one, open for writing. */
  public LargeObject lobject(long oid) {
    return lobject(oid, "");
  }

  /**
   * The large object of this oid, or a new one if it is 0.
   *
   * @param mode {@code r} to read, {@code w} to write (and read), {@code rw} for both, {@code n}
   *     not to open it; then {@code t} for text or {@code b} for bytes, which is reported only: in
   *     Java the method that reads says which. A new object is open for writing in any case
   * @throws org.psycopg4j.errors.ParameterException of kind VALUE if it is no mode
   * @throws ProgrammingException with autocommit on, outside of {@link #inTransaction}
   * @throws org.psycopg4j.errors.OperationalException if there is no such object
   */
  public LargeObject lobject(long oid, String mode) {
    return lobject(LobjectOptions.mode(mode).oid(oid));
  }

  /**
   * A large object as the options say.
   *
   * @throws org.psycopg4j.errors.OperationalException if the new oid is another object's, or the
   *     new file can't be read
   */
  public LargeObject lobject(LobjectOptions options) {
    return LargeObject.open(this, options);
  }

  /**
   * Makes the transaction's changes permanent and ends it. Does nothing if there is none.
   *
   * <p>As in psycopg2, a transaction in which a statement has failed is rolled back here without an
   * error; {@link #inTransaction} raises one.
   *
   * @throws org.psycopg4j.errors.DatabaseException if the server can't commit: the transaction is
   *     rolled back then. If it was canceled, the transaction waits for a rollback. Also if a page
   *     that was fetched ahead has made the transaction fail (see {@link Cursor})
   */
  public void commit() {
    control().commit();
  }

  /** Undoes the transaction's changes and ends it. Does nothing if there is none. */
  public void rollback() {
    control().rollback();
  }

  /**
   * Does something in a transaction: commits it when the body returns, rolls it back when the body
   * throws, which is then thrown on. The connection stays open: psycopg2's {@code with conn:}.
   *
   * <p>Within a block, another one is a savepoint: it undoes only what was done in it. A
   * transaction that is open already when the outermost block begins is taken over by it. With
   * autocommit on, the block is a transaction all the same.
   *
   * @param <X> the checked exception of the body
   * @throws ProgrammingException if the body returned although a statement in it had failed, so
   *     that nothing can be committed; or if another thread is in such a block
   * @throws org.psycopg4j.errors.DatabaseException if the server can't commit; also if a page that
   *     was fetched ahead has made the transaction fail (see {@link Cursor})
   */
  public <X extends Exception> void inTransaction(TransactionBody<X> body) throws X {
    inTransaction(TransactionOptions.defaults(), body);
  }

  /**
   * As {@link #inTransaction(TransactionBody)}, for a transaction that is not like the others, or
   * that is tried again when other transactions were in its way: then the body runs again.
   *
   * <p>When it is given up, the last error comes out; those before it are its suppressed ones.
   *
   * @param <X> the checked exception of the body
   * @throws ProgrammingException if the options ask for something and a transaction is open
   */
  public <X extends Exception> void inTransaction(
      TransactionOptions options, TransactionBody<X> body) throws X {
    this.<Boolean, X>callInTransaction(
        options,
        tx -> {
          body.run(tx);
          return true;
        });
  }

  /**
   * As {@link #inTransaction(TransactionBody)}, for a body that has a result.
   *
   * @param <T> the result
   * @param <X> the checked exception of the body
   */
  public <T extends @Nullable Object, X extends Exception> T callInTransaction(
      TransactionCall<T, X> body) throws X {
    return callInTransaction(TransactionOptions.defaults(), body);
  }

  /**
   * As {@link #inTransaction(TransactionOptions, TransactionBody)}, for a body that has a result.
   *
   * @param <T> the result
   * @param <X> the checked exception of the body
   */
  public <T extends @Nullable Object, X extends Exception> T callInTransaction(
      TransactionOptions options, TransactionCall<T, X> body) throws X {
    return TransactionRetries.run(this, options, body);
  }

  /** Whether each statement is a transaction of its own. Off at first. */
  public boolean autocommit() {
    return dialogue.transaction().autocommit();
  }

  /**
   * Makes each statement a transaction of its own, or no longer so. As in psycopg2, an isolation
   * level that was set before is not sent for that: set it with autocommit on.
   *
   * @throws ProgrammingException if a transaction is open
   */
  public void autocommit(boolean on) {
    control().change(SettingsChange.NONE.withAutocommit(on));
  }

  /** The isolation level of this connection's transactions; null is the server's default. */
  public @Nullable IsolationLevel isolationLevel() {
    return IsolationLevel.ofSql(dialogue.transaction().modes().isolation());
  }

  /**
   * Sets the isolation level of the transactions to come; null is the server's default.
   *
   * @throws ProgrammingException if a transaction is open
   */
  public void isolationLevel(@Nullable IsolationLevel level) {
    setSession(SessionOptions.unchanged().isolationLevel(level));
  }

  /** Whether this connection's transactions may not write; null is the server's default. */
  public @Nullable Boolean readonly() {
    return dialogue.transaction().modes().readonly();
  }

  /**
   * Sets whether the transactions to come may not write; null is the server's default.
   *
   * @throws ProgrammingException if a transaction is open
   */
  public void readonly(@Nullable Boolean readonly) {
    setSession(SessionOptions.unchanged().readonly(readonly));
  }

  /**
   * Whether this connection's serializable read-only transactions wait until they can't be
   * disturbed; null is the server's default.
   */
  public @Nullable Boolean deferrable() {
    return dialogue.transaction().modes().deferrable();
  }

  /**
   * Sets whether the transactions to come are deferrable; null is the server's default.
   *
   * @throws ProgrammingException if a transaction is open
   */
  public void deferrable(@Nullable Boolean deferrable) {
    setSession(SessionOptions.unchanged().deferrable(deferrable));
  }

  /**
   * Changes several settings of the session. With autocommit they are sent at once, as the server's
   * {@code default_transaction_…}, and given back when it is turned off; without it each BEGIN says
   * them.
   *
   * @throws ProgrammingException if a transaction is open
   */
  public void setSession(SessionOptions options) {
    control().change(options.change());
  }

  /**
   * Rolls back and sets the isolation level of psycopg2's number, or 0 for autocommit: the way that
   * was used before there was {@link #isolationLevel(IsolationLevel)}.
   *
   * @throws org.psycopg4j.errors.ParameterException if it is not from 0 to 4
   */
  public void setIsolationLevel(int level) {
    dialogue.requireSync("\"isolation_level\"");
    boolean named = level >= 1 && level <= 4;
    control()
        .rollBackAndChange(
            TransactionControl.legacy(level, named ? IsolationLevel.of(level).sql() : null));
  }

  /**
   * Undoes the transaction and gives the session back the state that it began with: its settings,
   * temporary tables, prepared statements and so on are dropped (manual: "DISCARD"), autocommit is
   * off, and the isolation level is the server's default.
   */
  public void reset() {
    control().reset();
  }

  /**
   * Undoes the transaction and sets the client's encoding, by PostgreSQL's name in whatever
   * spelling. Does nothing if the connection has that one.
   *
   * @throws org.psycopg4j.errors.OperationalException if Java has no such charset
   * @throws org.psycopg4j.errors.DatabaseException if the server has no such encoding
   */
  public void setClientEncoding(String encoding) {
    control().clientEncoding(encoding);
  }

  /**
   * An identifier for a two-phase transaction; see {@link Xid#of}.
   *
   * @throws InterfaceException if the connection is closed
   */
  public Xid xid(int formatId, String gtrid, String bqual) {
    requireOpen();
    return Xid.of(formatId, gtrid, bqual);
  }

  /**
   * Begins a two-phase transaction. It ends with {@link #tpcCommit()} or {@link #tpcRollback()},
   * with {@link #tpcPrepare} before that or without.
   *
   * @throws ProgrammingException if a transaction is open, or autocommit is on
   */
  public void tpcBegin(Xid xid) {
    twoPhase().begin(xid.toString());
  }

  /** As {@link #tpcBegin(Xid)}, by the identifier's text. */
  public void tpcBegin(String xid) {
    twoPhase().begin(Xid.fromString(xid).toString());
  }

  /**
   * Prepares the two-phase transaction: nothing but its commit or rollback can follow, here or, if
   * this connection is gone, in another.
   *
   * @throws ProgrammingException if there is none, or a statement in it has failed: then it was
   *     rolled back, as with any error, and {@link #tpcRollback()} is what is left to do
   */
  public void tpcPrepare() {
    twoPhase().prepare();
  }

  /**
   * Commits the two-phase transaction, prepared or not.
   *
   * @throws ProgrammingException if there is none, or it could not be prepared
   */
  public void tpcCommit() {
    twoPhase().finish("COMMIT");
  }

  /**
   * Commits a transaction that was prepared by any connection.
   *
   * @throws ProgrammingException if a transaction is open here
   */
  public void tpcCommit(Xid xid) {
    twoPhase().finish("COMMIT", xid.toString());
  }

  /** As {@link #tpcCommit(Xid)}, by the identifier's text. */
  public void tpcCommit(String xid) {
    twoPhase().finish("COMMIT", xid);
  }

  /**
   * Rolls the two-phase transaction back, prepared or not.
   *
   * @throws ProgrammingException if there is none
   */
  public void tpcRollback() {
    twoPhase().finish("ROLLBACK");
  }

  /**
   * Rolls back a transaction that was prepared by any connection.
   *
   * @throws ProgrammingException if a transaction is open here
   */
  public void tpcRollback(Xid xid) {
    twoPhase().finish("ROLLBACK", xid.toString());
  }

  /** As {@link #tpcRollback(Xid)}, by the identifier's text. */
  public void tpcRollback(String xid) {
    twoPhase().finish("ROLLBACK", xid);
  }

  /** The transactions that are prepared on the server, of all its databases and roles. */
  public List<Xid> tpcRecover() {
    return PreparedTransactions.of(dialogue, control());
  }

  /**
   * How long a call on this connection may take, unless its cursor has a {@link Cursor#timeout()}
   * of its own; null, at first, is as long as it takes.
   *
   * <p>When that time is over, the server is asked to cancel what it is doing; the call ends with
   * {@link org.psycopg4j.errors.QueryCanceled}, caused by a {@link
   * java.util.concurrent.TimeoutException}, and the connection stays usable. A result that comes
   * before that is the result. The time includes the wait for other threads' statements, and of
   * {@code executeMany} and the like it is for all statements together: the next one is not sent
   * when it is over. What ends a transaction is not canceled: see {@link #cancelTimeout()}.
   */
  public @Nullable Duration timeout() {
    return dialogue.limits().timeout();
  }

  /**
   * Sets how long a call on this connection may take; null is as long as it takes. For any thread;
   * a call that is under way keeps its limit.
   *
   * @throws org.psycopg4j.errors.ParameterException if it is not positive
   */
  public void timeout(@Nullable Duration limit) {
    dialogue.limits().timeout(TimeLimit.requirePositiveOrNull(limit));
  }

  /**
   * How long the server has to take a request to cancel, and then to answer what was canceled: 10
   * seconds at first. A server that does not is given up: the connection is closed, and the call
   * ends with {@link org.psycopg4j.errors.OperationalException}.
   *
   * <p>COMMIT, ROLLBACK, the end of a transaction's block and the two-phase commands are not
   * canceled by an interrupt or a time limit, for then nobody might know what became of them. They
   * have so much time more than their limit; after that the connection is given up, too.
   */
  public Duration cancelTimeout() {
    return dialogue.limits().cancelTimeout();
  }

  /**
   * Sets how long the server has to take a request to cancel and to answer it. For any thread.
   *
   * @throws org.psycopg4j.errors.ParameterException if it is not positive
   */
  public void cancelTimeout(Duration limit) {
    dialogue.limits().cancelTimeout(TimeLimit.requirePositive(limit));
  }

  /**
   * Does something within a time limit: what this thread calls on this connection in the body may
   * take so long in all, and what is called after that sends nothing. Each call has its cursor's or
   * the connection's {@link #timeout()} as well. Within such a block the shorter limit holds. The
   * end of a transaction is sent at any time.
   *
   * <pre>{@code
   * conn.within(Duration.ofSeconds(2), () -> cur.execute("SELECT …"));
   * }</pre>
   *
   * @param <X> the checked exception of the body
   * @throws org.psycopg4j.errors.ParameterException if the limit is not positive
   * @throws org.psycopg4j.errors.QueryCanceled when the time is over, as for {@link #timeout()}
   */
  public <X extends Exception> void within(Duration limit, TimedBody<X> body) throws X {
    this.<Boolean, X>callWithin(
        limit,
        () -> {
          body.run();
          return true;
        });
  }

  /**
   * As {@link #within}, for a body that has a result.
   *
   * @param <T> the result
   * @param <X> the checked exception of the body
   */
  public <T extends @Nullable Object, X extends Exception> T callWithin(
      Duration limit, TimedCall<T, X> body) throws X {
    return TimeLimit.call(dialogue.limits(), limit, body);
  }

  /**
   * Asks the server to cancel what another thread is executing here, which then ends with {@link
   * org.psycopg4j.errors.QueryCanceled}. Does nothing when nothing is executed. Waits for no lock,
   * returns when the server has taken the request, and no statement that is executed after that is
   * canceled by it. COMMIT can be canceled, too: it has committed, or the transaction waits for a
   * rollback. ROLLBACK can't.
   *
   * @throws org.psycopg4j.errors.OperationalException if the request could not be delivered within
   *     {@link #cancelTimeout()}
   * @throws ProgrammingException if a two-phase transaction has been prepared
   */
  public void cancel() {
    dialogue.cancel();
  }

  /**
   * Closes the connection; the server rolls an open transaction back. Waits for a statement that
   * another thread is executing. Closing again does nothing.
   *
   * <p>A connection of a {@code org.psycopg4j.pool.ConnectionPool} goes back there, which says what
   * becomes of an open transaction; to whoever has it still it is closed.
   */
  @Override
  public void close() {
    Lender from = lender;
    if (from == null) {
      dialogue.close();
    } else {
      from.takeBack(this);
    }
  }

  /** 0 if the connection is open, 1 if it was closed here, 2 if it is broken. */
  public int closed() {
    return dialogue.closed();
  }

  /** Whether a transaction has been begun, or prepared, as this side sees it. */
  public ConnectionStatus status() {
    return dialogue.polling().isOpening()
        ? ConnectionStatus.SETUP
        : ConnectionStatus.of(dialogue.transaction().phase());
  }

  /** The transaction's state, as the server told it last. */
  public TransactionStatus getTransactionStatus() {
    if (closed() != 0 || dialogue.polling().isOpening()) {
      return TransactionStatus.UNKNOWN;
    }
    return dialogue.executing()
        ? TransactionStatus.ACTIVE
        : TransactionStatus.of(dialogue.serverStatus());
  }

  /** Whether this is an asynchronous connection, which is polled ({@code async_}). */
  public boolean async() {
    return async;
  }

  /**
   * Goes on with what is under way, without waiting: the connection's opening, or the query of an
   * asynchronous connection. Whether something is or not, it takes what the server has sent
   * unasked, such as notifications.
   *
   * @return what to wait for until the next call; OK if nothing is under way
   * @throws org.psycopg4j.errors.PsycopgException if what was under way has failed
   */
  public PollState poll() {
    return PollState.of(dialogue.polling().poll());
  }

  /**
   * The socket, to select on for what {@link #poll()} waits for ({@code fileno()}): for nothing
   * else, and its blocking mode must stay. It may be another one after each call of {@code poll()}
   * until the connection is open.
   *
   * @throws InterfaceException if the connection is closed
   */
  public SelectableChannel channel() {
    return dialogue.polling().channel();
  }

  /** Whether an asynchronous connection is being opened, or executes a query. */
  public boolean isExecuting() {
    return dialogue.polling().isPolledFor();
  }

  /** What is known of the connection; it follows the connection as it changes. */
  public ConnectionInfo info() {
    return new ConnectionInfo(asked, this, dialogue);
  }

  /**
   * What is in effect for the connection, by libpq's keywords and in libpq's order; no password.
   */
  public Map<String, String> getDsnParameters() {
    requireOpen();
    return asked.parameters();
  }

  /** How values travel on this connection, where it is not as everywhere. */
  public TypeRegistry types() {
    return types;
  }

  @Override
  public String quoteIdent(String name) {
    SqlBuffer out = new SqlBuffer(dialogue.dialect().quoting().charset());
    Identifier.write(name, out);
    return new String(out.toByteArray(), out.charset());
  }

  @Override
  public String quote(@Nullable Object value) {
    return quote(value, types.current().adaptation());
  }

  /** A value as SQL by these writers. */
  String quote(@Nullable Object value, AnyLiteral literals) {
    Quoting quoting = quoting();
    SqlBuffer out = new SqlBuffer(quoting.charset());
    literals.write(value, out, quoting);
    return new String(out.toByteArray(), out.charset());
  }

  @Override
  public @Nullable Object cast(long oid, @Nullable String text) {
    return DecoderType.cast(types.current().decoders().text((int) oid), text, decoding(), this);
  }

  /** How results are read now. */
  Decoding decoding() {
    return dialogue.dialect().decoding();
  }

  /** The server's version as a number: 180006 is 18.6, 90624 is 9.6.24. */
  @Override
  public int serverVersion() {
    return dialogue.polling().isOpening() ? 0 : dialogue.dialect().quoting().serverVersion();
  }

  /** The version of the protocol between client and server. */
  public int protocolVersion() {
    return 3;
  }

  /** The server's process number for this session. */
  public int getBackendPid() {
    requireOpen();
    return dialogue.backendPid();
  }

  /**
   * A parameter of the session that the server reports, such as {@code TimeZone}; null if it does
   * not report one of that name.
   */
  public @Nullable String getParameterStatus(String name) {
    requireOpen();
    return dialogue.parameter(name);
  }

  /** The client's encoding by PostgreSQL's name, without punctuation: {@code UTF8}. */
  @Override
  public String encoding() {
    return dialogue.dialect().encoding();
  }

  /** What was asked for when connecting, as {@code key=value} pairs; a password is {@code xxx}. */
  public String dsn() {
    return asked.dsn();
  }

  /**
   * The last 50 notices, or as many as {@link ConnectOptions#keptNotices} says, oldest first. A
   * caller may clear the list. For any thread.
   */
  public List<String> notices() {
    return arrivals.notices().texts();
  }

  /**
   * Sets who is told of each notice from now on, when the statement that it comes with has ended,
   * on that statement's thread; null is nobody. The handler may use this connection; it is told of
   * its own statements' notices when it has been told of those before them. An error of its own is
   * logged.
   */
  public void onNotice(@Nullable Consumer<? super Diagnostics> handler) {
    arrivals.handler(handler);
  }

  /**
   * The notifications that came and were not taken yet, oldest first: with whatever statement, with
   * {@link #poll()} or while somebody waits for them. A session gets none while it is in a
   * transaction (manual: "NOTIFY"). The queue has no limit, as psycopg2's list has none; from
   * 65,536 on, a warning is logged. For any thread.
   */
  public Queue<Notify> notifies() {
    return arrivals.notifies().queue();
  }

  /**
   * The notifications as they come, for so long in all: psycopg 3's generator {@code
   * notifies(timeout)}. Null is for ever.
   */
  public Notifications notifies(@Nullable Duration timeout) {
    return new Notifications(dialogue, arrivals.notifies(), timeout, Long.MAX_VALUE);
  }

  /**
   * Takes the oldest notification of the queue, after waiting for one if there is none: psycopg2's
   * {@code select([conn], [], [], timeout)} with {@code poll()} after it.
   *
   * <p>The wait doesn't have the connection: other threads execute statements meanwhile, and what
   * comes with those is found as well. Several threads may wait; each notification goes to one.
   * Nothing is sent to the server. It sends nothing while this session is in a transaction: commit
   * first, also after LISTEN, or use autocommit.
   *
   * @param timeout how long; zero or less takes what has come without waiting
   * @return null if none came in time
   * @throws org.psycopg4j.errors.OperationalException if the connection is lost meanwhile, at once;
   *     or if the thread is interrupted: its flag stays set, and the connection is as good as
   *     before
   * @throws InterfaceException if the connection is closed, also meanwhile
   */
  public @Nullable Notify waitNotify(Duration timeout) {
    return arrivals.notifies().await(dialogue, timeout);
  }

  /**
   * Sets who is told of each notification from now on, instead of {@link #notifies()}; null is
   * nobody. It is called in their order, for one at a time, by the thread that took them from the
   * socket, when that has let go of the connection: one that executes a statement, polls or waits.
   * While none does, nobody looks: {@code org.psycopg4j.notify.Listener} has a thread for that. The
   * handler may use this connection. An error of its own is logged.
   */
  public void onNotify(@Nullable Consumer<? super Notify> handler) {
    arrivals.notifies().handler(handler);
  }

  /** Who is told of the statements that are executed here; null is nobody. */
  public @Nullable StatementLog statementLog() {
    return statementLog;
  }

  /**
   * Has the statements told to a log from now on, or to nobody ({@code LoggingConnection}'s {@code
   * initialize}). For any thread.
   */
  public void statementLog(@Nullable StatementLog log) {
    statementLog = log;
  }

  /** What the connection is and whether it is open; never a password. */
  @Override
  public String toString() {
    return "<connection; dsn: '%s', closed: %d>".formatted(dsn(), closed());
  }

  /** How to write literals now; psycopg2 writes them without a connection once it is closed. */
  Quoting quoting() {
    return closed() == 0 ? dialogue.dialect().quoting() : Quoting.DISCONNECTED;
  }

  /** The talk with the server, for what needs more of it than one statement. */
  Dialogue dialogue() {
    return dialogue;
  }

  TransactionState transaction() {
    return dialogue.transaction();
  }

  ReentrantLock lock() {
    return dialogue.lock();
  }

  void requireOpen() {
    dialogue.requireOpen();
  }

  /** Raises an error, in the name of a command, if a two-phase transaction has been prepared. */
  void requireNotPrepared(String command) {
    dialogue.transaction().requireNotPrepared(command);
  }

  /**
   * Begins a pipeline: statements that are sent without waiting for the answers in between. The
   * connection is this thread's, for the pipeline alone, until that is closed. psycopg's {@code
   * Connection.pipeline()}; psycopg2 has none.
   */
  public Pipeline pipeline() {
    return new Pipeline(this);
  }

  /** From which execution on a statement is prepared on the server; see the setter. */
  public int prepareThreshold() {
    return preparing.threshold();
  }

  /**
   * Sets from which execution of the same statement on, with arguments of the same kinds, it is
   * prepared on the server and its results come in binary. psycopg's {@code prepare_threshold};
   * psycopg2 prepares nothing.
   *
   * <p>A statement is prepared only where that changes nothing but the time it takes: others go by
   * the simple protocol for good, and {@link #explainPromotion} says why. Nothing is prepared
   * behind a pooler. What remains different:
   *
   * <ul>
   *   <li>An error in an expression of constants alone, such as {@code 1/0}, that no row needs may
   *       not be raised; one in a value may come after a number was taken from a sequence.
   *   <li>A statement that is prepared does not see what another session has created or changed
   *       since, if the server's plans don't: a table earlier in the search path, an overload of a
   *       function, the type of a column that a string or a number was stored in, the name of a
   *       type or of an enum's value.
   *   <li>A function or trigger that changes settings which the server does not report ({@code
   *       transform_null_equals}, {@code bytea_output}) is not noticed; SET is. One that is
   *       declared IMMUTABLE and is not may be called less often.
   *   <li>What looks at its own statement from inside, such as a trigger that stores {@code
   *       current_query()}, sees {@code $1} in place of the value. Warnings that parsing raises
   *       come when it is parsed.
   *   <li>In a transaction a savepoint named {@code _psycopg4j} is set and released before a
   *       statement's first execution in it, 50 times at most; after an error locks stay with the
   *       transaction as they do with any savepoint.
   * </ul>
   *
   * <p>Any thread may call this; it holds from the next execution on.
   *
   * @param executions 5 by default; 0 is the first one; a negative number means never
   */
  public void prepareThreshold(int executions) {
    preparing.threshold(executions);
  }

  /** How many statements may be prepared on the server at a time, 100 at first. */
  public int preparedMax() {
    return preparing.max();
  }

  /**
   * Sets how many statements may be prepared on the server at a time; those that were executed
   * longest ago are forgotten first. psycopg's {@code prepared_max}.
   *
   * @throws org.psycopg4j.errors.ParameterException if it is negative
   */
  public void preparedMax(int most) {
    preparing.max(most);
  }

  /** Says whether a statement is prepared on the server, and why, or why not. Sends nothing. */
  public PromotionReport explainPromotion(String sql, @Nullable Object... arguments) {
    Arguments given =
        arguments != null && arguments.length == 0
            ? Arguments.none()
            : Arguments.positional(arguments);
    return new Promotion(this).explain(sql, given, quoting(), types.current());
  }

  /** The same with arguments for {@code %(name)s}. */
  public PromotionReport explainPromotion(
      String sql, Map<String, ? extends @Nullable Object> arguments) {
    return new Promotion(this).explain(sql, Arguments.named(arguments), quoting(), types.current());
  }

  private TransactionControl control() {
    return new TransactionControl(dialogue);
  }

  private TwoPhase twoPhase() {
    return new TwoPhase(dialogue);
  }

  /** Which statements are to be prepared. */
  PrepareSettings preparing() {
    return preparing;
  }

  /** A request to execute statements, for a cursor. */
  QueryExchange query(byte[] sql, AnswerMemory memory) {
    return new QueryExchange(sql, dialogue.parameters(), memory);
  }

  /** A name for the cursor of a stream that no other one on this connection has. */
  String streamName() {
    return "psycopg4j_stream_" + ((int) STREAMS.getAndAdd(this, 1) + 1);
  }

  /** Asks the server something of our own; see {@link Dialogue#ask}. */
  @Nullable Decoding ask(QueryExchange question, Quoting quoting) {
    return dialogue.ask(question, quoting);
  }

  /** Whether no statement was executed so far; see {@link Dialogue#isUntouched}. */
  boolean isUntouched() {
    return dialogue.isUntouched();
  }

  /** Which database this is, as seen by who has just connected. */
  DatabaseKey database() {
    return DatabaseKey.of(asked, dialogue.host());
  }

  /** Executes a statement of our own, after BEGIN if need be. For the lock's holder. */
  void beginAndRun(String sql) {
    dialogue.beginAndRun(dialogue.query(sql));
  }

  /** Executes a statement of our own whatever interrupts. For the lock's holder. */
  void runToItsEnd(String sql) {
    dialogue.runToItsEnd(sql);
  }

  /** Whether a transaction was begun that the server has no more: a statement has ended it. */
  boolean isTransactionGone() {
    return dialogue.isTransactionGone();
  }
}
