// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.BeginExchange;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.net.Connector;
import org.psycopg4j.internal.net.Session;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Literals;
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
 * then {@link #closed()} is not 0 and every call that needs it raises InterfaceException. To
 * interrupt a thread that waits for the server cancels its statement there; the connection stays
 * usable.
 */
public final class Connection implements Scope, AutoCloseable {
  /* One lock, held for one exchange with the server. Everything below that is not volatile, final
  or thread-safe by itself belongs to its holder. No user's code runs under it. */
  private final ReentrantLock lock = new ReentrantLock();
  private final ConnInfo info;
  private final Session session;
  private final Arrivals arrivals;
  private final TransactionState transaction = new TransactionState();
  private final TypeRegistry types = TypeRegistry.of(this);
  private volatile Dialect dialect;
  private volatile int closed;
  private volatile boolean executing;
  private volatile boolean untouched = true;

  private Connection(ConnInfo info, Session session, Arrivals arrivals) {
    this.info = info;
    this.session = session;
    this.arrivals = arrivals;
    this.dialect = Dialect.of(session.parameters());
  }

  static Connection open(ConnInfo info) {
    Arrivals arrivals = new Arrivals();
    return new Connection(info, Connector.connect(info, arrivals), arrivals);
  }

  /** A new cursor, whose rows are {@link Row}s. */
  public Cursor<Row> cursor() {
    return cursor(RowFactory.row());
  }

  /** A new cursor whose rows are what the factory makes of them. */
  public <T> Cursor<T> cursor(RowFactory<T> factory) {
    requireOpen();
    return new Cursor<>(this, factory);
  }

  /**
   * Makes the transaction's changes permanent and ends it. Does nothing if there is none.
   *
   * <p>As in psycopg2, a transaction in which a statement has failed is rolled back here without an
   * error; {@link #inTransaction} raises one.
   *
   * @throws org.psycopg4j.errors.DatabaseException if the server can't commit: the transaction is
   *     rolled back then. If it was canceled, the transaction waits for a rollback
   */
  public void commit() {
    endTransaction("COMMIT", "commit");
  }

  /** Undoes the transaction's changes and ends it. Does nothing if there is none. */
  public void rollback() {
    endTransaction("ROLLBACK", "rollback");
  }

  private void endTransaction(String statement, String command) {
    lock.lock();
    try {
      requireOpen();
      if (transaction.isOwnedByAnother()) {
        throw new ProgrammingException(
            "the connection is in a transaction block of another thread");
      }
      if (transaction.depth() > 1) {
        throw new ProgrammingException(command + " cannot be used inside a nested transaction");
      }
      if (transaction.status() == ConnectionStatus.BEGIN) {
        try {
          runToItsEnd(statement);
        } finally {
          // A COMMIT that was canceled leaves a failed transaction to be rolled back.
          if (closed != 0 || session.transactionStatus() == 'I') {
            transaction.ended();
          }
        }
      }
    } finally {
      lock.unlock();
    }
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
   */
  public <X extends Exception> void inTransaction(TransactionBody<X> body) throws X {
    TransactionBlock.<Boolean, X>run(
        this,
        tx -> {
          body.run(tx);
          return true;
        });
  }

  /**
   * As {@link #inTransaction}, for a body that has a result.
   *
   * @param <T> the result
   * @param <X> the checked exception of the body
   */
  public <T extends @Nullable Object, X extends Exception> T callInTransaction(
      TransactionCall<T, X> body) throws X {
    return TransactionBlock.run(this, body);
  }

  /** Whether each statement is a transaction of its own. Off at first. */
  public boolean autocommit() {
    return transaction.autocommit();
  }

  /**
   * Makes each statement a transaction of its own, or no longer so.
   *
   * @throws ProgrammingException if a transaction is open
   */
  public void autocommit(boolean on) {
    lock.lock();
    try {
      requireOpen();
      if (transaction.status() == ConnectionStatus.BEGIN) {
        throw new ProgrammingException("set_session cannot be used inside a transaction");
      }
      transaction.autocommit(on);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the server to cancel the statement that another thread is executing here, which then ends
   * with {@link org.psycopg4j.errors.QueryCanceled}. Does nothing when none is. Waits for no lock.
   *
   * @throws org.psycopg4j.errors.OperationalException if the request could not be delivered
   */
  public void cancel() {
    requireOpen();
    if (executing) {
      session.cancel();
    }
  }

  /**
   * Closes the connection; the server rolls an open transaction back. Waits for a statement that
   * another thread is executing. Closing again does nothing.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed == 0) {
        closed = 1;
        session.terminate();
      }
    } finally {
      lock.unlock();
    }
  }

  /** 0 if the connection is open, 1 if it was closed here, 2 if it is broken. */
  public int closed() {
    return closed;
  }

  /** Whether a transaction has been begun, as this side sees it. */
  public ConnectionStatus status() {
    return transaction.status();
  }

  /** The transaction's state, as the server told it last. */
  public TransactionStatus getTransactionStatus() {
    if (closed != 0) {
      return TransactionStatus.UNKNOWN;
    }
    if (executing) {
      return TransactionStatus.ACTIVE;
    }
    return switch (session.transactionStatus()) {
      case 'T' -> TransactionStatus.INTRANS;
      case 'E' -> TransactionStatus.INERROR;
      default -> TransactionStatus.IDLE;
    };
  }

  /** How values travel on this connection, where it is not as everywhere. */
  public TypeRegistry types() {
    return types;
  }

  @Override
  public String quoteIdent(String name) {
    SqlBuffer out = new SqlBuffer(dialect.quoting().charset());
    Identifier.write(name, out);
    return new String(out.toByteArray(), out.charset());
  }

  @Override
  public String quote(@Nullable Object value) {
    Quoting quoting = quoting();
    SqlBuffer out = new SqlBuffer(quoting.charset());
    types.current().adaptation().write(value, out, quoting);
    return new String(out.toByteArray(), out.charset());
  }

  @Override
  public @Nullable Object cast(long oid, @Nullable String text) {
    return DecoderType.cast(
        types.current().decoders().text((int) oid), text, dialect.decoding(), this);
  }

  /** How results are read now. */
  Decoding decoding() {
    return dialect.decoding();
  }

  /** The server's version as a number: 180006 is 18.6, 90624 is 9.6.24. */
  @Override
  public int serverVersion() {
    return dialect.quoting().serverVersion();
  }

  /** The version of the protocol between client and server. */
  public int protocolVersion() {
    return 3;
  }

  /** The server's process number for this session. */
  public int getBackendPid() {
    requireOpen();
    return session.backendPid();
  }

  /**
   * A parameter of the session that the server reports, such as {@code TimeZone}; null if it does
   * not report one of that name.
   */
  public @Nullable String getParameterStatus(String name) {
    lock.lock();
    try {
      requireOpen();
      return session.parameters().get(name);
    } finally {
      lock.unlock();
    }
  }

  /** The client's encoding by PostgreSQL's name, without punctuation: {@code UTF8}. */
  @Override
  public String encoding() {
    return dialect.encoding();
  }

  /** What was asked for when connecting, as {@code key=value} pairs; a password is {@code xxx}. */
  public String dsn() {
    return info.dsn();
  }

  /** The last 50 notices, oldest first. A caller may clear the list. For any thread. */
  public List<String> notices() {
    return arrivals.notices().texts();
  }

  /** The notifications that came and were not taken yet. For any thread. */
  public Queue<Notify> notifies() {
    return arrivals.notifies();
  }

  /** What the connection is and whether it is open; never a password. */
  @Override
  public String toString() {
    return "<connection; dsn: '%s', closed: %d>".formatted(dsn(), closed);
  }

  /** How to write literals now; psycopg2 writes them without a connection once it is closed. */
  Quoting quoting() {
    return closed == 0 ? dialect.quoting() : Quoting.DISCONNECTED;
  }

  TransactionState transaction() {
    return transaction;
  }

  ReentrantLock lock() {
    return lock;
  }

  /** A request to execute statements, for a cursor. */
  QueryExchange query(byte[] sql, AnswerMemory memory) {
    return new QueryExchange(sql, session.parameters(), memory);
  }

  /**
   * Executes a cursor's request, after BEGIN if a transaction has to be begun.
   *
   * @param quoting how the literals in it were written. If another thread has changed that since
   *     then (standard_conforming_strings, say), a literal might end elsewhere for the server:
   *     nothing is sent then, and null is returned
   * @return how to read the result
   */
  @Nullable Decoding execute(QueryExchange query, Quoting quoting) {
    lock.lock();
    try {
      requireOpen();
      if (!quoting.equals(dialect.quoting())) {
        return null;
      }
      beginAndRun(query);
      return dialect.decoding();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the server something of our own, wherever the transaction stands: none is begun, and one
   * that has failed makes this fail. The rows are read by the default decoders.
   */
  List<Row> ask(String sql, @Nullable Object... arguments) {
    QueryText text = new QueryText();
    QueryExchange question;
    Decoding decoding;
    do {
      Quoting quoting = quoting();
      byte[] merged =
          text.merge(sql, Arguments.positional(arguments), quoting, Literals.defaults());
      question = query(merged, new AnswerMemory());
      decoding = ask(question, quoting);
    } while (decoding == null); // another thread has changed how literals are written: once more
    return Result.rows(question, decoding);
  }

  private @Nullable Decoding ask(QueryExchange question, Quoting quoting) {
    lock.lock();
    try {
      requireOpen();
      if (!quoting.equals(dialect.quoting())) {
        return null;
      }
      boolean before = untouched;
      during(() -> session.run(question));
      untouched = before;
      question.raise();
      return dialect.decoding();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing was executed so far, but for what {@link #ask} asked. */
  boolean isUntouched() {
    return untouched;
  }

  /** Which database this is, as seen by who has just connected. */
  DatabaseKey database() {
    return DatabaseKey.of(info);
  }

  /** Executes a statement of our own, after BEGIN if need be. For the lock's holder. */
  void beginAndRun(String sql) {
    beginAndRun(new QueryExchange(sql, session.parameters()));
  }

  /** Whether a transaction was begun that the server has no more: a statement has ended it. */
  boolean isTransactionGone() {
    return transaction.status() == ConnectionStatus.BEGIN && session.transactionStatus() == 'I';
  }

  /** Executes a statement of our own whatever interrupts. For the lock's holder. */
  void runToItsEnd(String sql) {
    QueryExchange query = new QueryExchange(sql, session.parameters());
    during(() -> session.runToItsEnd(query));
    query.raise();
  }

  private void beginAndRun(QueryExchange query) {
    if (transaction.needsBegin()) {
      BeginExchange begin = new BeginExchange(query);
      during(() -> session.run(begin));
      if (begin.hasBegun()) {
        transaction.begun();
      }
    } else {
      during(() -> session.run(query));
    }
    query.raise();
  }

  /** Does something with the server, and takes note of what has become of the session. */
  private void during(Runnable exchange) {
    executing = true;
    untouched = false;
    try {
      exchange.run();
    } finally {
      executing = false;
      if (session.isBroken()) {
        closed = 2;
      }
      dialect = dialect.upToDate(session.parameters());
    }
  }

  void requireOpen() {
    if (closed != 0) {
      throw new InterfaceException("connection already closed");
    }
  }
}
