// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.catalog.FoundTypes;
import org.psycopg4j.internal.catalog.Registered;
import org.psycopg4j.internal.catalog.TypeReaders;
import org.psycopg4j.internal.catalog.TypeRequest;
import org.psycopg4j.internal.types.catalog.TypeReader;
import org.psycopg4j.types.TypeInfo;

/**
 * What was registered at one level, and which of it came from memory, so that the server may have
 * other types by now. For any thread; the lock is held for changes alone.
 */
final class Registrations {
  private static final VarHandle LOCK;

  static {
    try {
      LOCK = MethodHandles.lookup().findVarHandle(Registrations.class, "lock", ReentrantLock.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable ReentrantLock lock; // made for the first change: most have none
  private volatile Registered all = Registered.NOTHING;
  private volatile Map<TypeRequest, Remembered> remembered = Map.of();

  private record Remembered(Registration registration, Registered registered) {}

  /** What is registered, as it stands. */
  Registered all() {
    return all;
  }

  private ReentrantLock lock() {
    ReentrantLock made = lock;
    if (made != null) {
      return made;
    }
    ReentrantLock fresh = new ReentrantLock();
    ReentrantLock others = (ReentrantLock) LOCK.compareAndExchange(this, null, fresh);
    return others == null ? fresh : others;
  }

  /** Registers more. */
  void add(Registered more) {
    ReentrantLock changes = lock();
    changes.lock();
    try {
      all = all.with(more);
    } finally {
      changes.unlock();
    }
  }

  /**
   * Registers what was found, in place of what was remembered of the same types. What writes them
   * stays, as it goes by their names: of one type there may be several classes.
   */
  void add(Registration registration, TypeLookUp.Answer answer) {
    Registered made = registration.of(answer.types());
    ReentrantLock changes = lock();
    changes.lock();
    try {
      Map<TypeRequest, Remembered> rest = new HashMap<>(remembered);
      Remembered before = rest.remove(registration.request());
      all = (before == null ? all : all.without(before.registered.readersOnly())).with(made);
      if (answer.remembered()) {
        rest.put(registration.request(), new Remembered(registration, made));
      }
      remembered = Map.copyOf(rest);
    } finally {
      changes.unlock();
    }
  }

  /** Whether something came from memory and was not confirmed since. */
  boolean hasRemembered() {
    return !remembered.isEmpty();
  }

  /** What is registered now; types that it does not fit any more are an error where they occur. */
  private static Registered made(Registration registration, FoundTypes found) {
    try {
      return registration.of(found);
    } catch (RuntimeException e) { // a factory of the user's may throw any
      Map<Integer, TypeReader> readers = new HashMap<>();
      for (TypeInfo type : found.wanted()) {
        readers.putAll(TypeReaders.withArray(type, unfit(type, e)));
      }
      return new Registered(Map.of(), readers, Map.of());
    }
  }

  private static TypeReader unfit(TypeInfo type, RuntimeException reason) {
    return parts -> {
      throw new ProgrammingException(
          "the type %s has changed, and what is registered for it does not fit it any more: %s"
              .formatted(type.name(), reason.getMessage()),
          reason);
    };
  }

  /** Looks up anew what came from memory; what is gone is not registered any more. */
  void confirm(Connection connection, TypeLookUp lookUp) {
    List<Remembered> doubtful = new ArrayList<>(remembered.values());
    List<FoundTypes> found =
        lookUp.findAnew(
            connection, doubtful.stream().map(old -> old.registration.request()).toList());
    ReentrantLock changes = lock();
    changes.lock();
    try {
      Map<TypeRequest, Remembered> rest = new HashMap<>(remembered);
      for (int i = 0; i < doubtful.size(); i++) {
        Remembered old = doubtful.get(i);
        if (rest.remove(old.registration.request(), old)) {
          all = all.without(old.registered).with(made(old.registration, found.get(i)));
        }
      }
      remembered = Map.copyOf(rest);
    } finally {
      changes.unlock();
    }
  }
}
