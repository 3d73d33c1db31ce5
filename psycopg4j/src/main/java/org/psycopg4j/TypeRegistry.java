// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.internal.types.literal.AdapterLiteral;
import org.psycopg4j.types.Adapter;
import org.psycopg4j.types.Typecaster;

/**
 * How values travel: which typecaster reads a type, and which adapter writes a class ({@code
 * psycopg2.extensions.register_type}, {@code register_adapter} and {@code psycopg2.extras}).
 *
 * <p>There is one of everybody's, {@link Psycopg#types()}, one of each connection and one of each
 * cursor. What is registered with a cursor goes before what is registered with its connection, that
 * before everybody's, and the last registration before those before it. A result is read by what
 * was registered when its statement was executed.
 *
 * <p>For any thread; a cursor's registry for the cursor's thread.
 */
public final class TypeRegistry {
  private static final TypeRegistry GLOBAL = new TypeRegistry(null, null);

  private final @Nullable TypeRegistry parent;
  private final @Nullable Connection connection;
  private final ReentrantLock registering = new ReentrantLock();
  private volatile Registered own = Registered.NOTHING;
  private volatile @Nullable Types known; // may be outdated: see current()

  private TypeRegistry(@Nullable TypeRegistry parent, @Nullable Connection connection) {
    this.parent = parent;
    this.connection = connection;
  }

  /** Everybody's registry. */
  static TypeRegistry global() {
    return GLOBAL;
  }

  /** A connection's registry. */
  static TypeRegistry of(Connection connection) {
    return new TypeRegistry(GLOBAL, connection);
  }

  /** A cursor's registry. */
  static TypeRegistry below(TypeRegistry ofConnection) {
    return new TypeRegistry(ofConnection, ofConnection.connection);
  }

  /**
   * Reads the typecaster's types by it from now on ({@code register_type}).
   *
   * @return this registry
   */
  public TypeRegistry registerType(Typecaster typecaster) {
    Map<Integer, Decoder> decoders = new HashMap<>();
    for (Long oid : typecaster.values()) {
      decoders.put(oid.intValue(), Typecasters.decoder(typecaster));
    }
    return register(Map.of(), decoders);
  }

  /**
   * Writes values of a class, and of those below it, by an adapter from now on ({@code
   * register_adapter}).
   *
   * @param type a class or an interface; the nearest above a value's class is taken
   * @param adapt called for each value, by any thread
   * @return this registry
   */
  public <V> TypeRegistry registerAdapter(
      Class<V> type, Function<? super V, ? extends Adapter> adapt) {
    Literal literal = new AdapterLiteral(value -> adapt.apply(type.cast(value)));
    return register(Map.of(type, literal), Map.of());
  }

  /** Registers writers and decoders together. */
  TypeRegistry register(Map<Class<?>, Literal> literals, Map<Integer, Decoder> decoders) {
    registering.lock();
    try {
      own = own.with(literals, decoders);
    } finally {
      registering.unlock();
    }
    return this;
  }

  /** What is registered here and above, as it stands. */
  @SuppressWarnings("ReferenceEquality") // what has not changed is the very same object
  Types current() {
    Types base = parent == null ? Types.DEFAULTS : parent.current();
    Registered mine = own;
    Types last = known;
    if (last != null && last.base == base && last.own == mine) {
      return last;
    }
    Types fresh = Types.of(base, mine, connection);
    known = fresh;
    return fresh;
  }

  /** What was registered at one level. */
  private record Registered(Map<Class<?>, Literal> literals, Map<Integer, Decoder> decoders) {
    static final Registered NOTHING = new Registered(Map.of(), Map.of());

    Registered with(Map<Class<?>, Literal> moreLiterals, Map<Integer, Decoder> moreDecoders) {
      return new Registered(merged(literals, moreLiterals), merged(decoders, moreDecoders));
    }

    private static <K, V> Map<K, V> merged(Map<K, V> before, Map<K, V> more) {
      Map<K, V> all = new HashMap<>(before);
      all.putAll(more);
      return Map.copyOf(all);
    }
  }

  /** The writers and decoders of all levels, for as long as nothing is registered. */
  static final class Types {
    static final Types DEFAULTS =
        new Types(null, Registered.NOTHING, Decoders.defaults(), Literals.defaults(), null);

    private final @Nullable Types base;
    private final Registered own;
    private final Decoders decoders;
    private final Literals literals;
    private final AnyLiteral adaptation;

    private Types(
        @Nullable Types base,
        Registered own,
        Decoders decoders,
        Literals literals,
        @Nullable Connection connection) {
      this.base = base;
      this.own = own;
      this.decoders = decoders;
      this.literals = literals;
      this.adaptation = connection == null ? literals : literals.of(connection);
    }

    static Types of(Types base, Registered own, @Nullable Connection connection) {
      return new Types(
          base,
          own,
          own.decoders.isEmpty() ? base.decoders : base.decoders.with(own.decoders),
          own.literals.isEmpty() ? base.literals : base.literals.with(own.literals),
          connection);
    }

    Decoders decoders() {
      return decoders;
    }

    /** Raises an error if nothing here writes the value's class. */
    void requireAdaptable(Object value) {
      literals.required(value.getClass());
    }

    /** Writes any value, for the connection that the registry belongs to. */
    AnyLiteral adaptation() {
      return adaptation;
    }
  }
}
