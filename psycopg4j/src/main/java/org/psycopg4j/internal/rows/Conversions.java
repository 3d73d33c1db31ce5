// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.psycopg4j.errors.ProgrammingException;

/**
 * Which conversion makes objects of a class. A class that none is known for takes the values that
 * are of it already.
 */
public final class Conversions {
  private static final Map<Class<?>, Conversion> KNOWN = new HashMap<>();

  static {
    KNOWN.put(Object.class, value -> value);
    KNOWN.put(String.class, new TextConversion());
    KNOWN.putAll(NumberConversions.BY_CLASS);
    KNOWN.putAll(TimeConversions.BY_CLASS);
    KNOWN.putAll(PrimitiveArrays.BY_CLASS);
  }

  private static final ClassValue<Conversion> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected Conversion computeValue(Class<?> type) {
          return find(type, Access.OPEN);
        }
      };

  private Conversions() {}

  /** The conversion to a class; to int it is that to Integer. */
  public static Conversion to(Class<?> type) {
    return BY_CLASS.get(type);
  }

  /** The conversion to a type as a record's component declares it, such as {@code List<UUID>}. */
  public static Conversion to(Type type, Access access) {
    if (type instanceof ParameterizedType generic) {
      Type argument = generic.getActualTypeArguments()[0];
      Class<?> raw = (Class<?>) generic.getRawType();
      if (raw == Optional.class) {
        return new OptionalConversion(to(argument, access));
      }
      return raw == List.class ? new ListConversion(to(argument, access)) : to(raw, access);
    }
    if (type instanceof GenericArrayType array) {
      Conversion element = to(array.getGenericComponentType(), access);
      return new ArrayConversion(raw(array.getGenericComponentType()), element);
    }
    return type instanceof Class<?> plain && access == Access.OPEN
        ? to(plain)
        : find(raw(type), access);
  }

  /** Whether a class is one of values, and not one that is made of a row's columns. */
  public static boolean isValue(Class<?> type) {
    return KNOWN.containsKey(wrap(type)) || type.isEnum() || type.isArray() || isJdk(type);
  }

  private static boolean isJdk(Class<?> type) {
    return type.getName().startsWith("java.");
  }

  private static Conversion find(Class<?> type, Access access) {
    Class<?> wanted = wrap(type);
    Conversion known = KNOWN.get(wanted);
    if (known != null) {
      return known;
    }
    if (wanted == Optional.class) {
      return new OptionalConversion(to(Object.class));
    }
    if (wanted.isEnum()) {
      return new EnumConversion(wanted);
    }
    if (wanted.isArray()) {
      Class<?> element = wanted.getComponentType();
      if (element.isPrimitive()) { // byte[], which bytea is, and char[], which nothing is
        return new SameClass(wanted);
      }
      return new ArrayConversion(element, to(element, access));
    }
    return wanted.isRecord() ? new RecordConversion(wanted, access) : new SameClass(wanted);
  }

  /** The class that a generic type is of at run time. */
  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType generic) {
      return raw(generic.getRawType());
    }
    if (type instanceof GenericArrayType array) {
      return raw(array.getGenericComponentType()).arrayType();
    }
    if (type instanceof TypeVariable<?> variable) {
      return raw(variable.getBounds()[0]);
    }
    if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0]);
    }
    throw new ProgrammingException("no value is of the type " + type.getTypeName());
  }

  private static Class<?> wrap(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType(); // Integer for int
  }

  /** Values that are of the wanted class already. */
  private record SameClass(Class<?> wanted) implements Conversion {
    @Override
    public Object of(Object value) {
      if (!wanted.isInstance(value)) {
        throw Conversion.mismatch(wanted, value);
      }
      return value;
    }
  }
}
