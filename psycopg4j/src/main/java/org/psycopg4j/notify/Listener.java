// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.InterfaceException;

/**
 * Listens to channels on a connection of its own, and tells of notifications as they come, by a
 * thread of its own: handlers, queues to take them from, and {@link Flow} subscribers. Each gets
 * all of them, in order, from the moment that it asked; so ask first, then {@link #listen}.
 *
 * <p>A connection that is lost ends the listener, which whoever takes events is told; with {@link
 * ListenerOptions#reconnect()} it is replaced, and a {@link ListenerEvent.Gap} told of.
 *
 * <p>Any thread may call its methods, handlers included.
 */
public final class Listener implements AutoCloseable {
  private final EventHub hub;
  private final ListenerLoop loop;

  private Listener(Supplier<Connection> connector, ListenerOptions options) {
    hub = new EventHub(options.capacity());
    loop = new ListenerLoop(connector, options, hub);
    boolean started = false;
    try {
      options.thread().newThread(loop).start();
      started = true;
    } finally {
      if (!started) {
        loop.close();
      }
    }
  }

  /**
   * Connects and begins to listen, to no channel at first.
   *
   * @param dsn as for {@link Psycopg#connect(String)}
   * @throws org.psycopg4j.errors.PsycopgException as for {@link Psycopg#connect(String)}
   */
  public static Listener open(String dsn) {
    return open(dsn, ListenerOptions.defaults());
  }

  /** As {@link #open(String)}, with options. */
  public static Listener open(String dsn, ListenerOptions options) {
    return open(() -> Psycopg.connect(dsn), options);
  }

  /**
   * As {@link #open(String)}, with options and connections made by the caller.
   *
   * @param connector opens a connection, which the listener owns from then on and sets to
   *     autocommit; called now, and by the listener's thread for each attempt to reconnect
   */
  public static Listener open(Supplier<Connection> connector, ListenerOptions options) {
    return new Listener(connector, options);
  }

  /**
   * Listens to channels from now on (manual: "LISTEN"). A name is taken as it is: {@code Jobs} and
   * {@code jobs} are two channels. While the connection is being replaced, the new one will.
   *
   * @throws InterfaceException if the listener is closed
   * @throws org.psycopg4j.errors.PsycopgException if the server can't
   */
  public void listen(String... channels) {
    loop.listen(channels);
  }

  /**
   * Listens to channels no longer (manual: "UNLISTEN"). What has come from them is still told.
   *
   * @throws InterfaceException if the listener is closed
   */
  public void unlisten(String... channels) {
    loop.unlisten(channels);
  }

  /** The channels that are listened to, in the order of listening. */
  public Set<String> channels() {
    return loop.channels();
  }

  /** Has a handler told of events from now on. */
  public void handler(ListenerHandler handler) {
    hub.add(new HandlerSink(handler));
  }

  /** A new queue, of the events from now on. */
  public EventQueue queue() {
    EventQueue queue = new EventQueue(hub);
    hub.add(queue.sink());
    return queue;
  }

  /**
   * The events, for subscribers, each from its subscription on. A subscriber is told by the
   * listener's thread, or by its own when it requests. What it has not asked for waits, as many as
   * {@link ListenerOptions#capacity}; what is more is lost, and ends the subscription with an
   * {@link EventsLostException}, when the others are delivered.
   */
  public Flow.Publisher<ListenerEvent> events() {
    return hub;
  }

  /** Whether it has ended: it was closed, or its connection was lost and not replaced. */
  public boolean closed() {
    return loop.hasEnded();
  }

  /**
   * Closes the connection and ends the listener's thread; who waits for events gets those that are
   * here, and then the end. What a handler is doing goes on. Closing again does nothing.
   */
  @Override
  public void close() {
    loop.close();
  }
}
