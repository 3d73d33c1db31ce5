// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.psycopg4j.internal.rows.Access;
import org.psycopg4j.internal.rows.Blueprint;
import org.psycopg4j.internal.rows.Construction;
import org.psycopg4j.internal.rows.Conversion;
import org.psycopg4j.internal.rows.Conversions;
import org.psycopg4j.internal.rows.Matching;
import org.psycopg4j.internal.rows.Shapes;

/**
 * Rows as objects of a class, made by its constructor. For each shape of a result the constructor
 * and a getter for each of its parameters are composed into one method handle from a Row to the
 * object: a row costs no reflection, no array of arguments and no boxed number.
 */
final class ObjectFactory<T> implements RowFactory<T> {
  private static final ClassValue<RowFactory<?>> OPEN =
      new ClassValue<>() {
        @Override
        protected RowFactory<?> computeValue(Class<?> type) {
          return make(type, Access.OPEN);
        }
      };

  private static final MethodHandle READ = getter("read", Object.class, Conversion.class);
  private static final MethodHandle READ_NOT_NULL =
      getter("readNotNull", Object.class, Conversion.class);
  private static final Map<Class<?>, MethodHandle> PRIMITIVE =
      Map.of(
          int.class, getter("getInt", int.class),
          long.class, getter("getLong", long.class),
          double.class, getter("getDouble", double.class),
          boolean.class, getter("getBoolean", boolean.class));

  private final Blueprint blueprint;
  private final Access access;
  private final Shapes<Function<Row, T>> shapes = new Shapes<>();

  private ObjectFactory(Blueprint blueprint, Access access) {
    this.blueprint = blueprint;
    this.access = access;
  }

  /** The factory of a class that is open to us: always the same one, which remembers. */
  static <T> RowFactory<T> of(Class<T> type) {
    @SuppressWarnings("unchecked") // it was made for that class
    RowFactory<T> factory = (RowFactory<T>) OPEN.get(type);
    return factory;
  }

  static <T> RowFactory<T> of(Class<T> type, MethodHandles.Lookup lookup) {
    return make(type, Access.of(lookup));
  }

  private static <T> RowFactory<T> make(Class<T> type, Access access) {
    return Conversions.isValue(type)
        ? new ScalarFactory<>(type, true)
        : new ObjectFactory<>(Blueprint.of(type, access), access);
  }

  private static MethodHandle getter(String name, Class<?> result, Class<?>... more) {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              Row.class, name, MethodType.methodType(result, int.class).appendParameterTypes(more));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  @Override
  public Function<Row, T> forColumns(List<Column> columns) {
    return shapes.of(ColumnNames.of(columns), this::bind);
  }

  private Function<Row, T> bind(List<String> columns) {
    int[] columnOf = Matching.match(blueprint, columns);
    MethodHandle[] getters = new MethodHandle[columnOf.length];
    for (int i = 0; i < getters.length; i++) {
      getters[i] = getter(i, columnOf[i]);
    }
    MethodHandle ofRows = MethodHandles.filterArguments(blueprint.constructor(), 0, getters);
    MethodHandle ofRow =
        MethodHandles.permuteArguments(
            ofRows,
            MethodType.methodType(blueprint.type(), Row.class),
            new int[columnOf.length]); // the one row for each of them
    return new Constructor<>(
        blueprint.type(), ofRow.asType(MethodType.methodType(Object.class, Row.class)));
  }

  /** How a parameter of the constructor is read out of a row. */
  private MethodHandle getter(int parameter, int column) {
    Type declared = blueprint.types().get(parameter);
    Class<?> type = blueprint.constructor().type().parameterType(parameter);
    MethodHandle primitive = PRIMITIVE.get(type);
    MethodHandle getter =
        primitive != null
            ? MethodHandles.insertArguments(primitive, 1, column)
            : MethodHandles.insertArguments(
                type.isPrimitive() ? READ_NOT_NULL : READ,
                1,
                column,
                Conversions.to(declared, access));
    return getter.asType(MethodType.methodType(type, Row.class));
  }

  /** Calls the constructor with a row's values. */
  private record Constructor<T>(Class<?> type, MethodHandle ofRow) implements Function<Row, T> {
    @Override
    public T apply(Row row) {
      try {
        @SuppressWarnings("unchecked") // it is what the constructor makes
        T made = (T) (Object) ofRow.invokeExact(row);
        return made;
      } catch (Throwable e) {
        throw Construction.failure(e, type);
      }
    }
  }
}
