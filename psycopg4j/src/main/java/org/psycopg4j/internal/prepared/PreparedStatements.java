// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.engine.CommandWatch;
import org.psycopg4j.internal.engine.SessionParameters;
import org.psycopg4j.internal.query.QueryTemplate;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * The statements that one session has executed again and again, and those of them that are prepared
 * on the server. Every command that the session completes is looked at: what may change the meaning
 * of a statement, or loses it, makes all of them be counted and prepared anew.
 *
 * <p>{@link #text} is for any thread, as are the figures; the rest is for the holder of the
 * connection's lock.
 */
public final class PreparedStatements implements CommandWatch {
  private static final int MOST_TEXTS = 256;
  private static final int MOST_CLOSED_AT_ONCE = 16;
  private static final int MOST_GUARDS = 50; // a backend shows 64 subtransactions to the others
  private static final int CHAINS_SINCE = 120_000; // ROLLBACK AND CHAIN

  private final SessionParameters parameters;
  private final IntSupplier status;
  private final ReentrantLock textsLock = new ReentrantLock();
  private final Map<String, StatementText> bare = new Texts();
  private final Map<String, StatementText> formatted = new Texts();

  private volatile int preparedNow;
  private final LinkedHashSet<TypedStatement> prepared = new LinkedHashSet<>(); // eldest first
  private final Map<TypedStatement, Boolean> counted = new LinkedHashMap<>();
  private final ArrayDeque<String> toClose = new ArrayDeque<>();
  private final SqlBuffer scratch = new SqlBuffer(StandardCharsets.UTF_8);
  private final String prefix =
      "p4j_" + Long.toString(UUID.randomUUID().getMostSignificantBits(), 36);
  private int names;
  private int transaction = 1; // a number for each that was begun or undone
  private boolean changedInTransaction;
  private int transactions; // that have begun
  private int guardedIn; // the last of them in which a savepoint was set
  private int guards; // that were set in it
  private int parametersVersion;
  private int toldPid;
  private boolean settingsKnown;
  private boolean isOurs;
  private boolean exactTexts;
  private int lost; // how often a statement was not there any more
  private volatile @Nullable String refusal; // of all statements

  private final AtomicLong promotedRuns = new AtomicLong();
  private final AtomicLong plainRuns = new AtomicLong();
  private final AtomicLong fallbacks = new AtomicLong();

  /** The statements of a session. */
  public PreparedStatements(SessionParameters parameters, IntSupplier status) {
    this.parameters = parameters;
    this.status = status;
  }

  /** As many texts as are kept, those that were asked for last. */
  private static final class Texts extends LinkedHashMap<String, StatementText> {
    private static final long serialVersionUID = 1L;

    Texts() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, StatementText> eldest) {
      return size() > MOST_TEXTS;
    }
  }

  /** Takes note of the server's process, as the start has told it. */
  public void started(int backendPid) {
    toldPid = backendPid;
  }

  /** Why no statement is prepared on this session; null if nothing speaks against it. */
  public @Nullable String refusal() {
    return refusal;
  }

  /**
   * What is known of a statement's text.
   *
   * @param isBare whether it has no arguments, so that a per cent sign is just that
   */
  public StatementText text(String sql, boolean isBare, Quoting quoting) {
    textsLock.lock();
    try {
      Map<String, StatementText> texts = isBare ? bare : formatted;
      StatementText known = texts.get(sql);
      if (known == null || !known.isReadAs(quoting)) {
        known =
            new StatementText(
                QueryTemplate.parse(sql), isBare, quoting.standardConformingStrings());
        texts.put(sql, known);
      }
      return known;
    } finally {
      textsLock.unlock();
    }
  }

  /** The transaction's status as the server told it last: I, T or E. */
  int status() {
    return status.getAsInt();
  }

  SqlBuffer parameters(Charset charset) {
    scratch.reset();
    scratch.charset(charset);
    return scratch;
  }

  /** What was written last into what {@link #parameters(Charset)} gave. */
  SqlBuffer parameters() {
    return scratch;
  }

  /** Whether a statement has to be prepared, or is. */
  boolean isDue(TypedStatement statement, PrepareSettings wanted) {
    if (status() == 'I') {
      changedInTransaction = false; // there is none
    }
    noticeParameters();
    return !wanted.isOff()
        && refusal == null
        && statement.refusal() == null
        && (statement.isPrepared() || statement.executions() >= wanted.threshold() - 1);
  }

  private void noticeParameters() {
    if (parametersVersion != parameters.meaning()) {
      parametersVersion = parameters.meaning();
      settingsKnown = false;
      forgetAll(true);
    }
  }

  /** Whether what {@link #settings} tells has to be known first. */
  boolean wantsSettings(CursorColumns columns) {
    noticeParameters();
    return !settingsKnown && columns.dependsOnSettings();
  }

  /** Whether what {@link #settings} tells has to be known first. */
  boolean wantsSettings(TypedStatement statement) {
    return !settingsKnown && (!statement.isPrepared() || statement.dependsOnSettings());
  }

  void settings(int pid, boolean exact) {
    settingsKnown = true;
    exactTexts = exact;
    if (pid != toldPid) {
      refuseAll("there is a pooler in between, behind which statements don't stay");
    }
  }

  /** Whether the texts of floats and bytea say the same as their bytes do. */
  public boolean hasExactTexts() {
    return exactTexts;
  }

  void refuseAll(String reason) {
    settingsKnown = true;
    refusal = reason;
  }

  boolean canChain() {
    return parameters.serverVersion() >= CHAINS_SINCE;
  }

  String newName() {
    return prefix + '_' + names++;
  }

  void prepared(
      TypedStatement statement,
      String name,
      @Nullable RowDescription columns,
      int[] types,
      int max) {
    statement.prepared(name, columns, types);
    prepared.add(statement);
    while (prepared.size() > max) {
      Iterator<TypedStatement> eldest = prepared.iterator();
      TypedStatement evicted = eldest.next();
      eldest.remove();
      forget(evicted);
    }
    preparedNow = prepared.size();
  }

  private void forget(TypedStatement statement) {
    toClose.add(new String(statement.name(), StandardCharsets.US_ASCII));
    statement.forgotten();
  }

  /** Has a statement of that name closed some time. */
  void forget(String name) {
    toClose.add(name);
  }

  /** Closes some of the statements that nobody wants any more. */
  void closeForgotten(SendBuffer out) {
    for (int i = 0; i < MOST_CLOSED_AT_ONCE && !toClose.isEmpty(); i++) {
      Frontend.closeStatement(out, toClose.remove());
    }
  }

  private void forgetAll(boolean areThere) {
    for (TypedStatement statement : prepared) {
      if (areThere) {
        forget(statement);
      } else {
        statement.forgotten();
      }
    }
    prepared.clear();
    preparedNow = 0;
    counted.keySet().forEach(TypedStatement::forgotten);
    counted.clear();
    if (!areThere) {
      toClose.clear();
    }
    transaction++;
  }

  /** Whether it was executed in the transaction that there is, whose locks keep it as it was. */
  public boolean isVerified(TypedStatement statement) {
    return statement.verifiedIn() == transaction;
  }

  void hasRun(TypedStatement statement) {
    if (statement.callsUnknown()) {
      unverify();
    } else {
      statement.verifiedIn(transaction);
    }
    if (prepared.size() > 1 && prepared.remove(statement)) {
      prepared.add(statement); // the youngest
    }
    promotedRuns.incrementAndGet();
  }

  void hasRunPlain(TypedStatement statement) {
    statement.hasRunPlain();
    if (statement.callsUnknown()) {
      unverify();
    }
    if (!statement.isPrepared()) {
      counted.put(statement, true);
      if (counted.size() > 4 * MOST_TEXTS) {
        Iterator<TypedStatement> eldest = counted.keySet().iterator();
        eldest.next();
        eldest.remove();
      }
    }
    plainRuns.incrementAndGet();
  }

  /* A function may have changed tables, so that a statement which was good in this transaction may
  not be any more. */
  private void unverify() {
    transaction++;
  }

  /**
   * Whether a savepoint may be set: each is a subtransaction, and many of them in one transaction
   * are a burden for the server. Takes note that it is.
   */
  boolean mayGuard() {
    if (guardedIn != transactions) {
      guardedIn = transactions;
      guards = 0;
    }
    return ++guards <= MOST_GUARDS;
  }

  /**
   * Says whether the commands that are completed from now on are our own: a savepoint, and the way
   * back to it, with nothing in between that changes anything.
   */
  void ours(boolean are) {
    isOurs = are;
  }

  /** Takes note that a statement is executed by the simple protocol instead. */
  void fellBack() {
    fallbacks.incrementAndGet();
  }

  /** Takes note that a statement that was prepared could not be bound. */
  void couldNotBind(TypedStatement statement, Diagnostics error) {
    String sqlstate = error.sqlstate();
    if (!statement.isPrepared() || Sqlstates.isOfTheSession(sqlstate)) {
      return;
    }
    if (Sqlstates.NO_SUCH_STATEMENT.equals(sqlstate)) {
      forgetAll(false);
      if (++lost > 2) {
        refuseAll("statements that were prepared on this connection get lost");
      }
    } else if (sqlstate != null && !sqlstate.startsWith("22")) {
      prepared.remove(statement);
      preparedNow = prepared.size();
      forget(statement);
    }
  }

  @Override
  public void completed(byte[] buf, int off, int len, byte @Nullable [] text) {
    if (isOurs) {
      return;
    }
    switch (Command.of(buf, off, len)) {
      case HARMLESS -> {}
      case SELECT -> {
        if (text != null && hasSomething() && Command.mayChangeMore(text)) {
          changed();
        }
      }
      case SET -> {
        if (hasSomething() && (text == null || !Command.setsWhatIsHarmless(text))) {
          changed();
        }
      }
      case BEGIN -> {
        transaction++;
        transactions++;
        changedInTransaction = false; // what the one before has changed was told at its end
      }
      case END -> {
        transaction++;
        if (changedInTransaction) { // what was undone has changed again, and may do so once more
          changed();
        }
      }
      case DISCARD -> {
        settingsKnown = false;
        forgetAll(false);
      }
      case OTHER -> changed();
    }
  }

  private boolean hasSomething() {
    return !prepared.isEmpty() || !counted.isEmpty();
  }

  private void changed() {
    changedInTransaction = true;
    settingsKnown = false;
    if (hasSomething()) {
      forgetAll(true);
    }
    transaction++;
  }

  /** How many statements are prepared now. */
  public int preparedNow() {
    return preparedNow;
  }

  /** How many executions were of prepared statements. */
  public long promotedRuns() {
    return promotedRuns.get();
  }

  /** How many executions of statements that could be prepared were not. */
  public long plainRuns() {
    return plainRuns.get();
  }

  /** How often a prepared statement could not be bound, so that it was executed as it is. */
  public long fallbacks() {
    return fallbacks.get();
  }
}
