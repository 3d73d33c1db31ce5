// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionInfo;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.LobjectOptions;
import org.psycopg4j.Notify;
import org.psycopg4j.Psycopg;
import org.psycopg4j.SessionOptions;
import org.psycopg4j.Xid;
import org.psycopg4j.errors.ErrorReport;
import org.psycopg4j.replication.ReplicationConnection;
import org.psycopg4j.replication.ReplicationType;

/** A connection, as psycopg2's {@code connection} needs it. For any thread. */
public final class PyConnection {
  private static final String DEFAULT = "default";

  /* Under the lock: which one stands for a connection, so that a wait callback gets the same. */
  private static final Map<Connection, WeakReference<PyConnection>> ALL = new WeakHashMap<>();
  private static final ReentrantLock LOCK = new ReentrantLock();

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final int number = COUNT.incrementAndGet();
  private final Connection connection;
  private final Queue<String> notices = new ConcurrentLinkedQueue<>();
  private volatile String toldEncoding = "";
  private volatile boolean toldEscapes;

  private PyConnection(Connection connection) {
    this.connection = connection;
    connection.onNotice(notice -> notices.add(ErrorReport.renderNotice(notice, null)));
  }

  /** The one that stands for a connection: always the same, while somebody has it. */
  static PyConnection over(Connection connection) {
    LOCK.lock();
    try {
      WeakReference<PyConnection> known = ALL.get(connection);
      PyConnection over = known == null ? null : known.get();
      if (over == null) {
        over = new PyConnection(connection);
        ALL.put(connection, new WeakReference<>(over));
      }
      return over;
    } finally {
      LOCK.unlock();
    }
  }

  /** Tells it from others, as no object of Java's does in Python. */
  public int number() {
    return number;
  }

  /** The socket's descriptor, which the platform has to give away (see {@link Descriptor}). */
  public int fileno() {
    return Descriptor.of(connection.channel());
  }

  /** A socket of Python's that becomes readable when this one's does. */
  public Readiness readiness() {
    return Readiness.of(connection.channel());
  }

  Connection connection() {
    return connection;
  }

  /** Whether there is something for {@link #news}. */
  boolean hasNews() {
    return !notices.isEmpty()
        || !connection.notifies().isEmpty()
        || !toldEncoding.equals(connection.encoding())
        || toldEscapes != escapes();
  }

  private boolean escapes() {
    return connection.closed() == 0
        && "off".equals(connection.getParameterStatus("standard_conforming_strings"));
  }

  /**
   * The encoding, and whether a backslash in a string is an escape; the notices, each after a null;
   * and the notifications as pid, channel and payload.
   */
  public @Nullable Object[] news() {
    toldEncoding = connection.encoding();
    toldEscapes = escapes();
    List<@Nullable Object> news = new ArrayList<>(List.of(toldEncoding, toldEscapes));
    for (String notice; (notice = notices.poll()) != null; ) {
      news.add(null);
      news.add(notice);
    }
    for (Notify notify; (notify = connection.notifies().poll()) != null; ) {
      news.add(notify.pid());
      news.add(notify.channel());
      news.add(notify.payload());
    }
    return news.toArray();
  }

  public PyCursor cursor() {
    return new PyCursor(this, connection.cursor());
  }

  public PyCursor named(String name, @Nullable Boolean scrollable, boolean withHold) {
    return new PyCursor(
        this,
        connection.cursor(CursorOptions.name(name).scrollable(scrollable).withHold(withHold)));
  }

  /** A cursor for commands and for a stream of changes. */
  public PyReplicationCursor replicationCursor(boolean logical) {
    ReplicationType type = logical ? ReplicationType.LOGICAL : ReplicationType.PHYSICAL;
    return new PyReplicationCursor(ReplicationConnection.of(connection, type).cursor());
  }

  public PyLargeObject lobject(long oid, String mode, long newOid, @Nullable String newFile) {
    LobjectOptions options = LobjectOptions.mode(mode).oid(oid).newOid(newOid);
    return new PyLargeObject(
        connection.lobject(
            newFile == null ? options : options.newFile(java.nio.file.Path.of(newFile))));
  }

  public void commit() {
    connection.commit();
  }

  public void rollback() {
    connection.rollback();
  }

  public void close() {
    connection.close();
  }

  public void cancel() {
    connection.cancel();
  }

  public void reset() {
    connection.reset();
  }

  public int closed() {
    return connection.closed();
  }

  /** psycopg2's STATUS_…. */
  public int status() {
    return connection.status().code();
  }

  /** psycopg2's TRANSACTION_STATUS_…. */
  public int transactionStatus() {
    return connection.getTransactionStatus().code();
  }

  public boolean isExecuting() {
    return connection.isExecuting();
  }

  /** psycopg2's POLL_OK, POLL_READ or POLL_WRITE. */
  public int poll() {
    return switch (connection.poll()) {
      case OK -> 0;
      case READ -> 1;
      case WRITE -> 2;
    };
  }

  public boolean autocommit() {
    return connection.autocommit();
  }

  public @Nullable Integer isolationLevel() {
    IsolationLevel level = connection.isolationLevel();
    return level == null ? null : level.code();
  }

  public @Nullable Boolean readonly() {
    return connection.readonly();
  }

  public @Nullable Boolean deferrable() {
    return connection.deferrable();
  }

  /** Of each, null is to leave it, and {@code "default"} the server's default. */
  public void setSession(
      @Nullable Object isolation,
      @Nullable Object readonly,
      @Nullable Object deferrable,
      @Nullable Boolean autocommit) {
    SessionOptions options = SessionOptions.unchanged();
    if (isolation != null) {
      options =
          options.isolationLevel(
              isolation.equals(DEFAULT)
                  ? null
                  : IsolationLevel.of(((Number) isolation).intValue()));
    }
    if (readonly != null) {
      options = options.readonly(readonly.equals(DEFAULT) ? null : (Boolean) readonly);
    }
    if (deferrable != null) {
      options = options.deferrable(deferrable.equals(DEFAULT) ? null : (Boolean) deferrable);
    }
    if (autocommit != null) {
      options = options.autocommit(autocommit);
    }
    connection.setSession(options);
  }

  public void setIsolationLevel(int level) {
    connection.setIsolationLevel(level);
  }

  public void setClientEncoding(String encoding) {
    connection.setClientEncoding(encoding);
  }

  public String encoding() {
    return connection.encoding();
  }

  public String dsn() {
    return connection.dsn();
  }

  public int serverVersion() {
    return connection.serverVersion();
  }

  public int backendPid() {
    return connection.getBackendPid();
  }

  public @Nullable String parameterStatus(String name) {
    return connection.getParameterStatus(name);
  }

  public Object[] dsnParameters() {
    return Driver.flat(connection.getDsnParameters());
  }

  /** What {@code ConnectionInfo} says, by the name of its attribute. */
  public @Nullable Object info(String attribute) {
    ConnectionInfo info = connection.info();
    return switch (attribute) {
      case "dbname" -> info.dbname();
      case "user" -> info.user();
      case "password" -> info.password();
      case "host" -> info.host();
      case "port" -> info.port();
      case "options" -> info.options();
      case "status" -> info.status();
      case "transaction_status" -> info.transactionStatus().code();
      case "protocol_version" -> info.protocolVersion();
      case "server_version" -> info.serverVersion();
      case "error_message" -> info.errorMessage();
      case "backend_pid" -> info.backendPid();
      case "needs_password" -> info.needsPassword();
      case "used_password" -> info.usedPassword();
      case "ssl_in_use" -> info.sslInUse();
      default -> throw new IllegalArgumentException(attribute);
    };
  }

  public @Nullable String sslAttribute(String name) {
    return connection.info().sslAttribute(name);
  }

  public Object[] sslAttributeNames() {
    return connection.info().sslAttributeNames().toArray();
  }

  public @Nullable String infoParameterStatus(String name) {
    return connection.info().parameterStatus(name);
  }

  public Object[] infoDsnParameters() {
    return Driver.flat(connection.info().dsnParameters());
  }

  public String quoteIdent(String name) {
    return connection.quoteIdent(name);
  }

  /** A string as a literal of this connection's. */
  public String quote(String text) {
    return connection.quote(text);
  }

  public String encryptPassword(String password, String user, @Nullable String algorithm) {
    return Psycopg.encryptPassword(password, user, connection, algorithm);
  }

  public void tpcBegin(String xid) {
    connection.tpcBegin(Xid.fromString(xid));
  }

  public void tpcPrepare() {
    connection.tpcPrepare();
  }

  public void tpcCommit(@Nullable String xid) {
    if (xid == null) {
      connection.tpcCommit();
    } else {
      connection.tpcCommit(xid);
    }
  }

  public void tpcRollback(@Nullable String xid) {
    if (xid == null) {
      connection.tpcRollback();
    } else {
      connection.tpcRollback(xid);
    }
  }

  /** Each prepared transaction's identifier, time, owner and database. */
  public @Nullable Object[] tpcRecover() {
    List<@Nullable Object> found = new ArrayList<>();
    for (Xid xid : connection.tpcRecover()) {
      found.add(xid.toString());
      found.add(xid.prepared() == null ? null : xid.prepared().toString());
      found.add(xid.owner());
      found.add(xid.database());
    }
    return found.toArray();
  }
}
