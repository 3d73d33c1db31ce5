// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Java records as row constructors (PostgreSQL manual, "Row Constructors"), as psycopg2 writes a
 * namedtuple: {@code (1, 'a')}. With one component or none the word ROW is needed.
 */
public final class RecordLiteral implements Literal {
  /** A record's accessors, which are looked up once for each record class. */
  private static final ClassValue<Method[]> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          Method[] accessors = new Method[components.length];
          for (int i = 0; i < accessors.length; i++) {
            accessors[i] = components[i].getAccessor();
            accessors[i].trySetAccessible(); // a record may be private to its class
          }
          return accessors;
        }
      };

  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    Method[] accessors = ACCESSORS.get(value.getClass());
    out.ascii(accessors.length < 2 ? "ROW(" : "(");
    for (int i = 0; i < accessors.length; i++) {
      out.ascii(i == 0 ? "" : ", ");
      any.write(component(accessors[i], value), out, quoting);
    }
    out.append(')');
  }

  private static @Nullable Object component(Method accessor, Object value) {
    try {
      return accessor.invoke(value);
    } catch (IllegalAccessException e) {
      throw new ProgrammingException(
          "the record %s is not open to org.psycopg4j: export or open its package, or use a Tuple"
              .formatted(value.getClass().getName()));
    } catch (InvocationTargetException e) {
      throw rethrown(e.getCause());
    }
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
