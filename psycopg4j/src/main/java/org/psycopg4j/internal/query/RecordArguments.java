// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;

/**
 * The components of a record; the accessors are looked up once for each record class.
 *
 * @param isSet whether the components are arguments for {@code %s}, too, in their order; else the
 *     record is one value there
 */
record RecordArguments(Record values, boolean isSet) implements Arguments, NamedArguments {
  private static final ClassValue<Map<String, Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          Map<String, Method> accessors = new LinkedHashMap<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.trySetAccessible(); // a record may be private to its class
            accessors.put(component.getName(), accessor);
          }
          return accessors;
        }
      };

  @Override
  public boolean has(String name) {
    return accessors().containsKey(name);
  }

  @Override
  public @Nullable Object value(String name) {
    Method accessor = accessors().get(name);
    if (accessor == null) {
      return null;
    }
    try {
      return accessor.invoke(values);
    } catch (IllegalAccessException e) {
      throw new ProgrammingException(
          "the record %s is not open to org.psycopg4j: export or open its package, or use a Map"
              .formatted(values.getClass().getName()));
    } catch (InvocationTargetException e) {
      throw rethrown(e.getCause());
    }
  }

  @Override
  public int size() {
    return accessors().size();
  }

  /** The components in the order of their declaration. */
  @Nullable Object[] toArray() {
    return accessors().keySet().stream().map(this::value).toArray();
  }

  private Map<String, Method> accessors() {
    return ACCESSORS.get(values.getClass());
  }

  /** An accessor that fails is the user's own code: its exception goes on as it is. */
  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("a record's accessor failed", cause);
  }
}
