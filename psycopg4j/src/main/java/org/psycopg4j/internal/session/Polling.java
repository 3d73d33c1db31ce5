// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.Exchange;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.net.InputWatch;
import org.psycopg4j.internal.net.Opening;
import org.psycopg4j.internal.net.Session;
import org.psycopg4j.internal.types.Quoting;

/**
 * The part of a dialogue in which nobody waits for the server: the opening of an asynchronous
 * connection and its requests, which are polled for; requests whose waiting is left to a callback
 * of the user's; and what the server sends unasked.
 *
 * <p>Any thread may call what takes the lock or reads a volatile field; the rest says that it is
 * for the lock's holder.
 */
public final class Polling {
  private final Dialogue dialogue;
  private final SessionLock lock;
  private volatile @Nullable Opening opening; // until the session is open
  /* What is polled for: one request, or several that go together. The lock's holder's. */
  private List<Polled> polled = List.of(); // until there is one
  private boolean isAlone; // the last one of them
  private volatile @Nullable AutoCloseable face; // the connection, for a wait callback

  /**
   * A request that is polled for, the query in it, and who takes its answer, if not its sender.
   *
   * @param isTold whether that is told of an error which is then not raised
   */
  private record Polled(
      Exchange request, Exchange query, @Nullable Answered then, boolean isTold) {}

  Polling(Dialogue dialogue, SessionLock lock, @Nullable Opening opening) {
    this.dialogue = dialogue;
    this.lock = lock;
    if (opening != null) {
      this.opening = opening;
    }
  }

  /** Whether the session is still being opened. For any thread. */
  public boolean isOpening() {
    return opening != null && dialogue.closed() == 0;
  }

  /** Gives up what is being opened, and what is polled for. For the lock's holder. */
  void close() {
    Opening underWay = opening;
    if (underWay != null) {
      underWay.close();
    }
    if (dialogue.isAsync() && !polled.isEmpty()) {
      endPolling();
    }
  }

  /** Says which connection it is that a wait callback is called with. */
  public void usedBy(AutoCloseable connection) {
    face = connection;
  }

  /* A callback of the user's waits: it polls, with the lock let go of. The turn is nobody's
  meanwhile, so whoever else wants the connection is told that it is busy. Afterwards the request is
  done, or the connection is given up: it would be out of step. */
  boolean awaitByCallback(Exchange request, Exchange query, boolean isSent) {
    if (dialogue.isAsync()) {
      dialogue.requireSync("what waits for the server");
    }
    Consumer<AutoCloseable> callback = WaitHook.current();
    AutoCloseable connection = face;
    if (callback == null || connection == null || lock.turn() != null) {
      return false;
    }
    add(new Polled(request, query, null, false));
    lock.begin(new Turn(dialogue, "a query", null, dialogue.unlimited()));
    boolean answered = false;
    try {
      if (!isSent) {
        dialogue.during(() -> dialogue.session().send(request), query);
      }
      lock.without(() -> callback.accept(connection));
      answered = request.isDone();
    } finally {
      endPolling();
      if (!answered && dialogue.closed() == 0) {
        dialogue.session().terminate();
        dialogue.broken();
      }
    }
    if (!answered) {
      throw new OperationalException(
          "the wait callback has returned before the answer was there: it has to poll until that"
              + " returns OK");
    }
    return true;
  }

  /**
   * Sends a request whose answer {@link #poll} takes.
   *
   * @param command psycopg2's name of it, for error messages
   * @param quoting as for {@link Dialogue#execute}
   * @param then who is told of the answer
   * @return whether it was sent
   */
  public boolean start(Exchange request, String command, Quoting quoting, Answered then) {
    return dialogue.inTurn(
        () -> {
          dialogue.requireOpen();
          Session session = dialogue.session();
          dialogue.requireNothingUnderWay(command);
          if (!quoting.equals(dialogue.dialect().quoting())) {
            return false;
          }
          add(new Polled(request, request, then, false));
          lock.begin(new Turn(dialogue, command, null, dialogue.unlimited()));
          boolean sent = false;
          try {
            dialogue.during(() -> session.send(request), request);
            sent = !request.isDone(); // else the server is gone
          } finally {
            if (!sent) {
              endPolling();
            }
          }
          dialogue.raise(request);
          return true;
        });
  }

  /**
   * Queues a request whose answer {@link #poll} takes, behind others of this kind; polling sends
   * it.
   *
   * @param isAlone whether no other may be under way with it
   * @param quoting as for {@link Dialogue#execute}
   * @param then who is told of the answer, and of an error, which is not raised
   * @return whether it was queued; if not, it has to be written anew
   * @throws NotYet if the others have to be answered before
   */
  public boolean startWithOthers(
      Exchange request, boolean isAlone, Quoting quoting, Answered then) {
    return dialogue.inTurn(
        () -> {
          dialogue.requireOpen();
          if (!quoting.equals(dialogue.dialect().quoting())) {
            return false;
          }
          if (isAlone && !polled.isEmpty()) {
            throw new NotYet();
          }
          dialogue.queueInTurn(request, false, dialogue.unlimited());
          if (polled.isEmpty()) {
            lock.begin(new Turn(dialogue, "execute", null, dialogue.unlimited()));
          }
          add(new Polled(request, request, then, true));
          this.isAlone = isAlone;
          return true;
        });
  }

  /** Whether another request may be queued behind those that were. */
  public boolean takesOthers() {
    return dialogue.inTurn(() -> !isAlone && dialogue.session().isClearOfCancels());
  }

  /** What to wait for before {@link #poll} can go on with what was started. */
  public PollState wants() {
    return dialogue.inTurn(() -> dialogue.session().wants());
  }

  /**
   * Moves what can be moved without waiting: of the session's opening, of the request that was
   * started, or what has come for an idle connection ({@code poll}). While another thread waits for
   * an answer there is nothing to do.
   *
   * @return what to wait for
   */
  public PollState poll() {
    if (!takeForPolling()) {
      return PollState.OK;
    }
    Answered then;
    PsycopgException error;
    boolean isTold;
    try {
      Polled done = done();
      if (done == null) {
        dialogue.requireOpen();
        Opening underWay = opening;
        Polled asked = polled.isEmpty() ? null : polled.get(0);
        if (underWay != null) {
          return poll(underWay);
        } else if (asked == null) {
          if (lock.turn() == null) { // else a stream takes what comes
            dialogue.takeUnasked();
          }
          return PollState.OK;
        }
        dialogue.during(dialogue.session()::poll, asked.query());
        done = done();
        if (done == null) {
          return dialogue.session().wants();
        }
      }
      then = done.then();
      if (then == null) {
        return PollState.OK; // its sender raises its error
      }
      isTold = done.isTold();
      error = end(done, then);
    } finally {
      lock.unlock();
    }
    then.ended(error);
    if (error != null && !isTold) {
      throw error;
    }
    return PollState.OK;
  }

  private boolean takeForPolling() {
    Turn turn = lock.turn();
    if (!dialogue.isAsync() && opening == null && (turn == null || !turn.isNobodys())) {
      return lock.tryLock();
    }
    lock.lockInTurn();
    return true;
  }

  /** The first request that is answered; those behind one that was sent again may come first. */
  private @Nullable Polled done() {
    for (Polled asked : polled) {
      if (asked.request().isDone()) {
        return asked;
      }
    }
    return null;
  }

  private @Nullable PsycopgException end(Polled done, Answered then) {
    try {
      dialogue.raise(done.request());
      then.succeeded(dialogue.dialect().decoding());
      return null;
    } catch (PsycopgException e) {
      return then.failed(e);
    } finally {
      polled.remove(done);
      if (polled.isEmpty()) {
        endPolling();
      }
    }
  }

  private void add(Polled asked) {
    if (!(polled instanceof ArrayList)) {
      polled = new ArrayList<>(1);
    }
    polled.add(asked);
  }

  private void endPolling() {
    if (!polled.isEmpty()) {
      polled.clear();
    }
    isAlone = false;
    dialogue.idle();
    lock.end();
  }

  private PollState poll(Opening underWay) {
    boolean failed = true;
    try {
      PollState state = underWay.poll();
      if (state == PollState.OK) {
        opening = null;
        dialogue.opened(underWay.session());
      }
      failed = false;
      return state;
    } finally {
      if (failed) {
        dialogue.broken();
      }
    }
  }

  /**
   * Takes what the server has sent unasked, once the connection is nobody else's.
   *
   * @param nanos how long to wait for that
   * @return where to wait for more, without the lock; null if the connection was others' all the
   *     time
   * @throws PsycopgException if the connection is lost: the same error for whoever waited
   */
  @Nullable InputWatch takeUnasked(long nanos) throws IOException, InterruptedException {
    if (!lock.lockWithin(nanos)) {
      return null;
    }
    try {
      dialogue.takeUnasked();
      return dialogue.session().watch();
    } finally {
      lock.unlock();
    }
  }

  /** Where the current thread can wait, in its turn, for something to read from now on. */
  InputWatch watchInTurn() throws IOException {
    lock.lockInTurn();
    try {
      return dialogue.session().watch();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Polls and waits until nothing is under way. An interrupt cancels what is, on the server;
   * another one ends the waiting.
   */
  public void awaitPolled() {
    boolean interrupted = false;
    try {
      for (PollState state; (state = poll()) != PollState.OK; ) {
        await(state);
        if (Thread.interrupted()) {
          boolean again = interrupted;
          interrupted = true;
          if (again || isOpening()) {
            throw new OperationalException(
                "interrupted while " + (again ? "waiting for the server" : "connecting"));
          }
          dialogue.cancel();
        }
      }
    } catch (IOException e) {
      throw new OperationalException("could not wait for the server: " + e.getMessage(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void await(PollState state) throws IOException {
    Opening underWay = opening;
    if (underWay != null) {
      underWay.await(state);
    } else {
      dialogue.session().await(state);
    }
  }

  /** Whether the connection is being opened, or a request is polled for. For any thread. */
  public boolean isPolledFor() {
    return dialogue.isAsync() && dialogue.closed() == 0 && (opening != null || lock.turn() != null);
  }

  /** What to select on. */
  public SelectableChannel channel() {
    dialogue.requireOpen();
    Opening underWay = opening;
    return underWay == null ? dialogue.session().channel() : underWay.channel();
  }
}
