// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;

/**
 * The components of a class of records, looked up once.
 *
 * @param names their names in their order
 * @param accessors how each is read
 */
public record RecordFields(List<String> names, List<Method> accessors) {
  private static final ClassValue<RecordFields> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected RecordFields computeValue(Class<?> type) {
          List<String> names = new ArrayList<>();
          List<Method> accessors = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.trySetAccessible(); // a record may be private to its class
            names.add(component.getName());
            accessors.add(accessor);
          }
          return new RecordFields(List.copyOf(names), List.copyOf(accessors));
        }
      };

  /** The components of a record's class. */
  public static RecordFields of(Record record) {
    return BY_CLASS.get(record.getClass());
  }

  /** A record's values in their order. */
  public @Nullable Object[] values(Record record) {
    @Nullable Object[] values = new Object[accessors.size()];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = accessors.get(i).invoke(record);
      }
      return values;
    } catch (IllegalAccessException e) {
      throw new ProgrammingException(
          "the record %s is not open to org.psycopg4j: export or open its package, or use an array"
              .formatted(record.getClass().getName()));
    } catch (InvocationTargetException e) {
      throw CopyPump.unchecked(e.getCause() == null ? e : e.getCause());
    }
  }
}
