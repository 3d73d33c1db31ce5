// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.literal.AdapterLiteral;
import org.psycopg4j.types.Scope;
import org.psycopg4j.types.SqlAdaptable;

/**
 * Which writer writes a class: the one of the class itself, the value's own if it is a {@link
 * SqlAdaptable}, or that of the nearest class or interface above it.
 *
 * <p>Nearest means: a class, then its interfaces as declared and those above them, then the same
 * for its superclass. It never changes and serves all threads; {@link #with} makes another. What a
 * class is written by is looked up once.
 */
public final class Literals implements AnyLiteral {
  private static final Literals DEFAULTS = new Literals(DefaultLiterals.byClass());

  private final Map<Class<?>, Literal> byClass;
  private final ClassValue<Found> found =
      new ClassValue<>() {
        @Override
        protected Found computeValue(Class<?> type) {
          return new Found(find(type));
        }
      };

  /** What a look-up found, and that may be nothing. */
  private record Found(@Nullable Literal literal) {}

  private Literals(Map<Class<?>, Literal> byClass) {
    this.byClass = byClass;
  }

  /** The writers of the types that need no registration. */
  public static Literals defaults() {
    return DEFAULTS;
  }

  /** These writers and one more, in place of the one that the class has here. */
  public Literals with(Class<?> type, Literal literal) {
    return with(Map.of(type, literal));
  }

  /** These writers and others, in place of those that the classes have here. */
  public Literals with(Map<Class<?>, Literal> others) {
    Map<Class<?>, Literal> more = new HashMap<>(byClass);
    more.putAll(others);
    return new Literals(more);
  }

  /** The writer of a class, or null if there is none. */
  public @Nullable Literal literal(Class<?> type) {
    return found.get(type).literal();
  }

  /**
   * The writer of a class.
   *
   * @throws ProgrammingException if there is none
   */
  public Literal required(Class<?> type) {
    Literal literal = literal(type);
    if (literal == null) {
      throw new ProgrammingException("can't adapt type '%s'".formatted(name(type)));
    }
    return literal;
  }

  @Override
  public void write(@Nullable Object value, SqlBuffer out, Quoting quoting) {
    write(value, out, quoting, this);
  }

  /** These writers for a connection, which adapters are told of. */
  public AnyLiteral of(Scope connection) {
    Literals literals = this;
    return new AnyLiteral() {
      @Override
      public void write(@Nullable Object value, SqlBuffer out, Quoting quoting) {
        literals.write(value, out, quoting, this);
      }

      @Override
      public @Nullable Scope scope() {
        return connection;
      }
    };
  }

  /** Appends the value's SQL; values inside it are written by {@code any}. */
  public void write(@Nullable Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    if (value == null) {
      out.ascii("NULL");
      return;
    }
    out.enter();
    required(value.getClass()).write(value, out, quoting, any);
    out.leave();
  }

  private @Nullable Literal find(Class<?> type) {
    Literal exact = byClass.get(type);
    if (exact == null && SqlAdaptable.class.isAssignableFrom(type)) {
      return AdapterLiteral.OF_VALUE;
    }
    for (Class<?> candidate : upwards(type)) {
      Literal literal = byClass.get(candidate);
      if (literal != null) {
        return literal;
      }
    }
    return null;
  }

  private static List<Class<?>> upwards(Class<?> type) {
    Set<Class<?>> order = new LinkedHashSet<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      order.add(c);
      Queue<Class<?>> interfaces = new ArrayDeque<>(List.of(c.getInterfaces()));
      while (!interfaces.isEmpty()) {
        Class<?> next = interfaces.remove();
        if (order.add(next)) {
          interfaces.addAll(List.of(next.getInterfaces()));
        }
      }
    }
    if (type.isArray() && !type.getComponentType().isPrimitive()) {
      order.add(Object[].class); // every array of objects is one, though not by getSuperclass
    }
    return new ArrayList<>(order);
  }

  /** The simple name; the end of the full one for a class that has none. */
  private static String name(Class<?> type) {
    String simple = type.getSimpleName();
    return simple.isEmpty() ? type.getName().replaceFirst(".*\\.", "") : simple;
  }
}
