// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.prepared.BatchExchange;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Turn;
import org.psycopg4j.internal.session.WaitHook;

/**
 * One statement executed for many sets of arguments ({@code executemany}). Where it can be prepared
 * the sets go out without waiting for the answers in between; else it is a loop.
 *
 * <p>That is done with a collection of at least as many sets as a statement is executed before it
 * is prepared. The elements of another Iterable are taken one by one, as taking one may need what
 * the one before has done.
 *
 * <p>In a transaction that is the same as the loop: after an error nothing more would be executed.
 * With autocommit it is not, for the sets that go out together are one transaction.
 */
final class Repetition<T> {
  private static final int CHUNK = 256; // sets that are written under the lock at once
  private static final int MOST_AHEAD = 4096; // sets that are taken before the connection is
  private static final int UNSENT = 32 << 10; // bytes that may wait while more sets are taken

  private final Cursor<T> cursor;
  private final Statements<T> statements;
  private final Query query;
  private final boolean isLarge;
  private final Iterator<?> sets;
  private final ArrayDeque<Arguments> ahead = new ArrayDeque<>(); // of the last sets
  private final ArrayDeque<Arguments> givenBack = new ArrayDeque<>();
  private @Nullable RuntimeException thrown; // by the sets: raised when the turn comes to it
  private @Nullable String lastTag;
  private long sum;

  Repetition(Cursor<T> cursor, Statements<T> statements, Query query, Iterable<?> sets) {
    this.cursor = cursor;
    this.statements = statements;
    this.query = query;
    this.isLarge = isLarge(cursor, sets);
    this.sets = sets.iterator();
    this.lastTag = statements.result().commandTag();
  }

  /** Whether there are so many of them that it pays to prepare the statement. */
  private static boolean isLarge(Cursor<?> cursor, Iterable<?> sets) {
    return sets instanceof Collection<?> all
        && all.size() >= cursor.connection().preparing().threshold();
  }

  void run() {
    while (hasNext()) {
      Arguments first = take();
      if (!isLarge || !hasNext() || WaitHook.current() != null || !together(first)) {
        one(first);
      }
    }
    statements.result(Result.withoutRows(lastTag, sum));
  }

  private boolean hasNext() {
    if (!givenBack.isEmpty() || thrown != null) {
      return true;
    }
    try {
      return sets.hasNext();
    } catch (RuntimeException e) {
      thrown = e;
      return true;
    }
  }

  private Arguments take() {
    Arguments back = givenBack.poll();
    if (back != null) {
      return back;
    }
    if (thrown != null) {
      throw thrown;
    }
    Object set = sets.next();
    return set == null ? Arguments.none() : QueryText.argumentSet(set);
  }

  private void one(Arguments arguments) {
    cursor.requireOpen();
    statements.executeUnlogged(query, arguments);
    took(statements.result().commandTag(), statements.result().rowCount());
  }

  private void took(@Nullable String tag, long rowCount) {
    took(tag, rowCount, rowCount);
  }

  private void took(@Nullable String tag, long rowCount, long lastRowCount) {
    lastTag = tag;
    sum = rowCount < 0 || sum < 0 ? -1 : sum + rowCount;
    statements.result(Result.withoutRows(tag, lastRowCount)); // nobody fetches them
  }

  /**
   * Executes this set and those that follow and are of the same kinds.
   *
   * @return false if the statement can't be prepared: then nothing has been done
   */
  private boolean together(Arguments first) {
    cursor.requireOpen();
    if (cursor.connection().dialogue().isOutsideOfTransactions()) {
      return statements.prepare(query, first) && inOneTransaction(first);
    }
    if (!statements.executePrepared(query, first)) {
      return false;
    }
    took(statements.result().commandTag(), statements.result().rowCount());
    boolean goesOn = statements.canBatch(); // else it is asked for each set
    while (goesOn && hasNext()) {
      List<@Nullable Object[]> some = new ArrayList<>();
      goesOn = fill(some, MOST_AHEAD);
      goesOn &= !some.isEmpty() && send(some, false);
    }
    return true;
  }

  private boolean inOneTransaction(Arguments first) {
    givenBack.addFirst(first);
    List<@Nullable Object[]> some = new ArrayList<>();
    fill(some, CHUNK);
    if (!some.isEmpty()) {
      send(some, true);
    }
    if (!isNext(first)) {
      return true; // whatever is left
    }
    givenBack.removeFirst(); // it is executed by itself
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // an equal one is another set
  private boolean isNext(Arguments set) {
    return givenBack.peekFirst() == set;
  }

  /** Takes sets of the same kinds; false if the next one is of others, or can't be taken. */
  private boolean fill(List<@Nullable Object[]> sets, int most) {
    ahead.clear();
    while (sets.size() < most && hasNext()) {
      Arguments next;
      try {
        next = take();
      } catch (RuntimeException e) {
        thrown = e; // those before it are executed first, as in the loop
        return false;
      }
      @Nullable Object @Nullable [] values = statements.valuesOfSameKinds(next);
      if (values == null) {
        givenBack.addFirst(next);
        return false;
      }
      sets.add(values);
      ahead.add(next);
    }
    return true;
  }

  private void giveBack(List<@Nullable Object[]> unsent) {
    for (int i = 0; i < unsent.size(); i++) {
      givenBack.addFirst(ahead.removeLast());
    }
  }

  /** Sends sets; false if that can't be done, or not with all, so that the rest is given back. */
  private boolean send(List<@Nullable Object[]> sets, boolean byItself) {
    Dialogue dialogue = cursor.connection().dialogue();
    try (Turn turn = dialogue.takeTurn("executemany")) {
      BatchExchange batch = turn.step(() -> statements.batch(byItself));
      if (batch == null) {
        giveBack(sets);
        return false;
      }
      Result before = statements.result();
      statements.result(Result.FAILED); // until it has succeeded
      turn.send(batch);
      List<@Nullable Object[]> unsent = sets;
      boolean all = byItself ? first(turn, batch, unsent) : true;
      while (all && !unsent.isEmpty()) {
        unsent = send(turn, batch, unsent);
        if (unsent.isEmpty() && byItself && batch.isOpen()) {
          unsent = new ArrayList<>();
          fill(unsent, CHUNK);
        } else if (!unsent.isEmpty()) {
          all = false;
        }
      }
      giveBack(unsent);
      turn.step(
          () -> {
            batch.end();
            return this;
          });
      turn.await(batch);
      statements.sent(batch);
      turn.raise(batch);
      if (!batch.hasRun()) {
        statements.result(before);
        return false;
      }
      took(batch.commandTag(), batch.rowCount(), batch.lastRowCount());
      return all;
    }
  }

  /** Sends the first set, and waits until it is bound; false if it can't be. */
  private static boolean first(Turn turn, BatchExchange batch, List<@Nullable Object[]> sets) {
    if (turn.step(() -> batch.add(sets.subList(0, 1))) == 0) {
      return false; // nothing was sent that would be answered
    }
    turn.await(batch);
    return turn.step(
        () -> {
          boolean bound = batch.isFull();
          if (bound) {
            batch.accept();
            sets.remove(0);
          }
          return bound;
        });
  }

  /** Sends sets as long as the server takes them; returns those that are left. */
  private static List<@Nullable Object[]> send(
      Turn turn, BatchExchange batch, List<@Nullable Object[]> sets) {
    for (int from = 0; from < sets.size(); ) {
      List<@Nullable Object[]> some = sets.subList(from, Math.min(from + CHUNK, sets.size()));
      int sent = turn.step(() -> batch.add(some));
      from += sent;
      if (sent < some.size()) {
        return sets.subList(from, sets.size());
      }
      turn.flush(batch, UNSENT);
      turn.poll(batch); // an error has to be looked for
    }
    return List.of();
  }
}
