// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.Notify;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.net.Deadline;
import org.psycopg4j.internal.net.Reactor;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Dialogues;
import org.psycopg4j.internal.session.NotYet;

/**
 * A connection as an event loop drives it: one request at a time, or several that go together,
 * polled for whenever its socket is ready. For the loop's thread, but for what says otherwise.
 */
final class Line {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");
  private static final int FIRST_RETRY_MILLIS = 100;
  private static final int LAST_RETRY_MILLIS = 5_000;
  private static final long MOST_SECONDS = 1_000_000_000;

  private final EventLoop loop;
  private final Connection conn;
  private final Dialogue dialogue;
  private final Lane lane = new Lane();
  private final Notifications notifications;
  private final AtomicInteger queued = new AtomicInteger();
  private Reactor.@Nullable Watch watch;
  private Reactor.@Nullable Timer connectTimer;
  private Reactor.@Nullable Timer givingUp; // the current request, which is to end
  private boolean opening = true;
  private @Nullable Request current; // of several, the first
  private final Together together = new Together();
  private boolean hasJoined; // the current one, so that others may
  private boolean flushes; // what was queued, soon
  private @Nullable Cancellation cancellation; // of the current request
  private volatile @Nullable Throwable lost;

  Line(EventLoop loop, Connection conn) {
    this.loop = loop;
    this.conn = conn;
    this.dialogue = Dialogues.of(conn);
    this.notifications = new Notifications(loop);
  }

  /** Asking the server to stop what it does for the current request. */
  private static final class Cancellation {
    private boolean underWay;
    private int retryMillis = FIRST_RETRY_MILLIS;
    private @Nullable Runnable end; // of the request, which waits for that of the cancelling
    private Reactor.@Nullable Timer retry;
  }

  /** For any thread. */
  EventLoop loop() {
    return loop;
  }

  /** For any thread, as far as it doesn't wait for the server. */
  Connection connection() {
    return conn;
  }

  Dialogue dialogue() {
    return dialogue;
  }

  /** What waits for its turn outside of transactions. */
  Lane lane() {
    return lane;
  }

  /** Who is told of notifications. For any thread. */
  Notifications notifications() {
    return notifications;
  }

  /** How many calls wait for their turn. For any thread. */
  AtomicInteger queued() {
    return queued;
  }

  /** Why nothing can be sent any more, or null if it can. For any thread. */
  @Nullable Throwable lost() {
    return lost;
  }

  /** Has something done on the loop's thread. For any thread. */
  void execute(Runnable work) {
    loop.reactor().execute(work);
  }

  /** Opens the connection. */
  void open(Request opener) {
    loop.add(this);
    if (lost != null) {
      opener.finished(lost);
      return;
    }
    current = opener;
    drive();
  }

  /** Takes over a connection that is open. */
  void adopt() {
    opening = false;
    loop.add(this);
    if (lost == null) {
      waitFor(PollState.READ);
    }
  }

  /** Closes the connection, which has nothing to do; one that was lent goes back in order. */
  void leave(Throwable reason, Runnable then) {
    if (lost == null && dialogue.isLent() && dialogue.serverStatus() != 'I') {
      Step rollback = new Step("ROLLBACK", error -> left(reason, then));
      begin(rollback);
      expectEnd(rollback);
    } else {
      left(reason, then);
    }
  }

  private void left(Throwable reason, Runnable then) {
    lose(reason);
    then.run();
  }

  /** Sends a request, whose turn it is. */
  @SuppressWarnings(
      "CatchingUnchecked") // an argument's writer may throw anything: it is its call's
  void begin(Request request) {
    Throwable reason = lost;
    if (reason != null) {
      request.finished(reason);
      return;
    }
    current = request;
    try {
      request.send(conn);
    } catch (Throwable t) {
      end(request, t);
      return;
    }
    awaitAnswer();
  }

  /** Whether a request may {@link #join} others, or begin what others join. */
  boolean takesOthers() {
    Cancellation canceling = cancellation;
    return lost == null
        && together.hasRoom()
        && (canceling == null || !canceling.underWay)
        && (current == null || hasJoined)
        && dialogue.serverStatus() == 'I'
        && dialogue.polling().takesOthers();
  }

  /** Queues a request whose turn it is, behind those that have joined before. */
  @SuppressWarnings(
      "CatchingUnchecked") // an argument's writer may throw anything: it is its call's
  void join(Request request) {
    if (current == null) {
      current = request;
      hasJoined = true;
      together.begun();
    } else {
      together.joined(request);
    }
    try {
      request.send(conn);
    } catch (NotYet e) {
      together.remove(request, false, null);
      together.defer(request);
      return;
    } catch (Throwable t) {
      answered(request, t);
      return;
    }
    if (!flushes) {
      flushes = true;
      execute(this::flush); // with what joins meanwhile
    }
  }

  private void flush() {
    flushes = false;
    drive();
  }

  /** The answer to a request that has joined others is here; null is no error. */
  void answered(Request request, @Nullable Throwable error) {
    if (current == request) {
      end(request, error);
    } else if (together.remove(request, false, error)) {
      join(request); // once more
    } else {
      request.finished(error);
    }
  }

  private void awaitAnswer() {
    PollState state = dialogue.polling().wants();
    if (state == PollState.OK) { // it could not be sent at all: polling raises why
      execute(this::drive);
    } else {
      waitFor(state);
    }
  }

  /** Goes on with a request that wanted nothing more to be read. */
  void goOn(Request request) {
    if (current == request) {
      drive();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever it is, it is the request's
  private void drive() {
    if (lost != null) {
      return;
    }
    Request request = current;
    if (hasJoined) {
      driveTogether();
      return;
    }
    PollState state;
    try {
      state = dialogue.polling().poll();
    } catch (Throwable t) {
      tellNotifications();
      if (request == null) {
        lose(t);
      } else {
        end(request, t);
      }
      return;
    }
    tellNotifications();
    if (request == null) {
      waitFor(PollState.READ);
    } else if (state == PollState.OK && request.isDone()) {
      succeeded(request);
    } else {
      boolean holds = request.advanced(state);
      if (current == request) {
        waitFor(state);
        if (state == PollState.OK && !holds) {
          execute(() -> goOn(request)); // others first
        }
      }
    }
  }

  /** Takes all answers that are here; each request is told of its own. */
  @SuppressWarnings("CatchingUnchecked") // whatever it is, none of them goes on
  private void driveTogether() {
    PollState state = PollState.OK;
    try {
      while (lost == null && state == PollState.OK && hasJoined && isPolledFor()) {
        state = dialogue.polling().poll();
      }
    } catch (Throwable t) {
      tellNotifications();
      lose(t);
      return;
    }
    tellNotifications();
    if (lost == null && hasJoined) {
      waitFor(state);
    }
  }

  private boolean isPolledFor() {
    return dialogue.polling().isPolledFor();
  }

  @SuppressWarnings("CatchingUnchecked") // the next arguments' writer may throw anything
  private void succeeded(Request request) {
    boolean more;
    try {
      more = request.takesMore();
      if (more && cancellation != null) { // it came too late for the one that was executed
        throw new QueryCanceled(
            "canceled between two statements: those before are executed",
            new CancellationException());
      }
      if (more) {
        request.send(conn);
      }
    } catch (Throwable t) {
      end(request, t);
      return;
    }
    if (more) {
      awaitAnswer();
    } else {
      end(request, null);
    }
  }

  /* A request that is being canceled ends when the request to cancel has been delivered, or that
  would hit the next one. */
  private void end(Request request, @Nullable Throwable error) {
    if (current != request) {
      return;
    }
    Cancellation canceling = cancellation;
    if (canceling != null && canceling.underWay) {
      waitFor(PollState.OK);
      canceling.end =
          () -> {
            end(request, error);
            if (hasJoined) {
              drive(); // nobody has looked at the others meanwhile
            }
          };
      return;
    }
    if (canceling != null && canceling.retry != null) {
      canceling.retry.cancel();
    }
    cancellation = null;
    boolean isHit = hasJoined && together.remove(request, true, error) && canceling == null;
    current = together.next();
    hasJoined &= current != null;
    stopWatch();
    boolean broken = conn.closed() != 0;
    Throwable reason = null;
    if (broken && lost == null) {
      reason = error != null ? error : new OperationalException("the connection is lost");
      lost = reason;
    }
    if (isHit && !broken) {
      join(request); // once more
    } else {
      request.finished(error);
    }
    if (reason != null) {
      clear(reason);
    } else if (lost == null) {
      goOnAfter();
    }
  }

  private void goOnAfter() {
    Request next = current;
    Request deferred = next == null ? together.takeDeferred() : null;
    if (deferred != null) {
      join(deferred);
    } else if (next == null) {
      waitFor(PollState.READ); // for notifications, or the end
    } else if (together.isUnwanted(next)) {
      cancel(next);
    }
  }

  /**
   * Asks the server to stop what it does for this request, if it is the current one. As long as a
   * cancel may take it has to answer, or the connection is closed.
   */
  void cancel(Request request) {
    if (together.drop(request)) {
      request.finished(new CancellationException());
    } else if (!together.cancelLater(request)) {
      askToCancel(request);
      expectEnd(request);
    }
  }

  /** Closes the connection if this request, the current one, lasts longer than a cancel may. */
  void expectEnd(Request request) {
    if (current == request && givingUp == null && !opening) {
      Duration limit = conn.cancelTimeout();
      givingUp =
          loop.reactor()
              .after(
                  Math.min(limit.toSeconds(), MOST_SECONDS) * 1000 + limit.toMillisPart() + 1,
                  () ->
                      lose(
                          new OperationalException(
                              "a call was canceled, and the server did not answer a cancel request"
                                  + " within %s: the connection is closed"
                                      .formatted(Deadline.text(limit)))));
    }
  }

  private void stopWatch() {
    if (givingUp != null) {
      givingUp.cancel();
      givingUp = null;
    }
  }

  /** The same for as long as it takes. */
  void askToCancel(Request request) {
    if (current == request && cancellation == null && !opening) {
      cancellation = new Cancellation();
      sendCancel(request, cancellation);
    }
  }

  /** Asks it if something is under way. For any thread. */
  void cancelCurrent() {
    execute(
        () -> {
          Request request = current;
          if (request != null) {
            request.cancel(this);
          }
        });
  }

  private void sendCancel(Request request, Cancellation canceling) {
    canceling.underWay = true;
    together.canceling();
    EventLoop.aside(
        () -> {
          try {
            dialogue.cancel();
          } catch (RuntimeException e) {
            LOGGER.log(Level.DEBUG, "a request to cancel could not be delivered", e);
          }
          try {
            execute(() -> canceled(request, canceling));
          } catch (RejectedExecutionException e) {
            LOGGER.log(Level.DEBUG, "the event loop was closed before a request was canceled", e);
          }
        });
  }

  /* The request to cancel may have come before the statement, and done nothing: once more then. */
  private void canceled(Request request, Cancellation canceling) {
    canceling.underWay = false;
    Runnable end = canceling.end;
    if (end != null) {
      end.run();
    } else if (current == request) {
      canceling.retry =
          loop.reactor()
              .after(
                  canceling.retryMillis,
                  () -> {
                    if (current == request) {
                      sendCancel(request, canceling);
                    }
                  });
      canceling.retryMillis = Math.min(2 * canceling.retryMillis, LAST_RETRY_MILLIS);
    }
  }

  /** Closes the connection: what is under way, or waits for its turn, ends with this error. */
  void lose(Throwable reason) {
    if (lost != null) {
      return;
    }
    lost = reason;
    Request request = current;
    current = null;
    if (request != null) {
      request.finished(reason);
    }
    clear(reason);
  }

  private void clear(Throwable reason) {
    stopWatch();
    endTogether(reason);
    if (connectTimer != null) {
      connectTimer.cancel();
    }
    lane.fail(reason);
    if (watch != null) {
      watch.end();
    }
    conn.close();
    notifications.end(reason);
    loop.remove(this);
  }

  private void endTogether(Throwable reason) {
    hasJoined = false;
    Request deferred = together.takeDeferred();
    Request next = current != null ? current : together.next();
    current = null;
    for (; next != null; next = together.next()) {
      next.finished(reason);
    }
    if (deferred != null) {
      deferred.finished(reason);
    }
  }

  private void tellNotifications() {
    for (Notify notify; (notify = conn.notifies().poll()) != null; ) {
      notifications.tell(notify);
    }
  }

  /** The connection is open; by a socket that nothing was waited for of so far, maybe. */
  void opened() {
    opening = false;
    if (watch != null && lost == null && !watch.isOf(dialogue.polling().channel())) {
      watch = null;
    }
    if (connectTimer != null) {
      connectTimer.cancel();
      connectTimer = null;
    }
  }

  private void waitFor(PollState state) {
    try {
      Reactor.Watch watched = watch;
      if (watched == null || opening) {
        watched = watchAlso(watched);
        watch = watched;
      }
      watched.waitFor(state);
    } catch (IOException e) {
      lose(new OperationalException("could not wait for the server: " + e.getMessage(), e));
    }
  }

  /** While it is being opened the socket may be another one from poll to poll. */
  private Reactor.Watch watchAlso(Reactor.@Nullable Watch watched) throws IOException {
    SelectableChannel channel = dialogue.polling().channel();
    if (watched != null && watched.isOf(channel)) {
      return watched;
    }
    startConnectTimer();
    return loop.reactor().watch(channel, this::drive);
  }

  private void startConnectTimer() {
    if (connectTimer != null) {
      connectTimer.cancel();
    }
    int seconds = opening ? connectTimeoutSeconds() : 0;
    if (seconds > 0) {
      connectTimer = loop.reactor().after(seconds * 1000L + 1, this::connectTimedOut);
    }
  }

  /** As libpq counts it: 0 is none, and less than 2 is 2. */
  private int connectTimeoutSeconds() {
    String asked = conn.getDsnParameters().getOrDefault("connect_timeout", "0");
    int seconds = asked.isBlank() ? 0 : Integer.parseInt(asked.strip());
    return seconds <= 0 ? 0 : Math.max(2, seconds);
  }

  /** Has what opens the connection look at its clock, try the next address, or give up. */
  private void connectTimedOut() {
    Reactor.Watch before = watch;
    if (opening && lost == null) {
      drive();
      if (opening && lost == null && watch == before) {
        lose(new OperationalException("timeout expired"));
      }
    }
  }
}
