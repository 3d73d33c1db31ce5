// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import java.util.HashMap;
import java.util.Map;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.internal.types.catalog.TypeReader;

/**
 * Writers by class and readers by type. Immutable.
 *
 * @param literals what writes a class
 * @param readers what reads a type
 * @param implied what reads a type that nobody has registered, but that a registered one is made of
 */
public record Registered(
    Map<Class<?>, Literal> literals,
    Map<Integer, TypeReader> readers,
    Map<Integer, TypeReader> implied) {
  public static final Registered NOTHING = new Registered(Map.of(), Map.of(), Map.of());

  public Registered {
    literals = Map.copyOf(literals);
    readers = Map.copyOf(readers);
    implied = Map.copyOf(implied);
  }

  /** This and more, which goes before it. */
  public Registered with(Registered more) {
    return new Registered(
        merged(literals, more.literals),
        merged(readers, more.readers),
        merged(implied, more.implied));
  }

  /** This without what came from the other. */
  public Registered without(Registered other) {
    return new Registered(
        reduced(literals, other.literals),
        reduced(readers, other.readers),
        reduced(implied, other.implied));
  }

  /** What reads of this. */
  public Registered readersOnly() {
    return new Registered(Map.of(), readers, implied);
  }

  /** These decoders and those of what is registered. */
  public Decoders decoders(Decoders base) {
    if (readers.isEmpty() && implied.isEmpty()) {
      return base;
    }
    Map<Integer, TypeReader> all = new HashMap<>();
    implied.forEach(
        (oid, reader) -> {
          if (!base.isKnown(oid)) {
            all.put(oid, reader);
          }
        });
    all.putAll(readers);
    return base.with(all);
  }

  /** These writers and those that are registered. */
  public Literals literals(Literals base) {
    return literals.isEmpty() ? base : base.with(literals);
  }

  private static <K, V> Map<K, V> merged(Map<K, V> before, Map<K, V> more) {
    Map<K, V> all = new HashMap<>(before);
    all.putAll(more);
    return all;
  }

  @SuppressWarnings("ReferenceEquality") // what was put in, not what is like it
  private static <K, V> Map<K, V> reduced(Map<K, V> all, Map<K, V> fewer) {
    Map<K, V> rest = new HashMap<>(all);
    rest.entrySet().removeIf(entry -> entry.getValue() == fewer.get(entry.getKey()));
    return rest;
  }
}
