// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;

/**
 * A composite value as a record, whose components take the attributes in their order. What it is
 * made of is found at its first use, so that a record may contain its own kind.
 */
final class RecordConversion implements Conversion {
  private final Class<?> type;
  private final Access access;
  private volatile @Nullable Parts parts;

  RecordConversion(Class<?> type, Access access) {
    this.type = type;
    this.access = access;
  }

  @Override
  public Object of(Object value) {
    if (type.isInstance(value)) {
      return value;
    }
    if (!(value instanceof Iterable<?> attributes)) {
      throw Conversion.mismatch(type, value);
    }
    Parts known = parts;
    if (known == null) {
      known = Parts.of(Blueprint.of(type, access), access);
      parts = known;
    }
    return known.make(attributes);
  }

  /** The record's constructor, and a conversion for each of its components. */
  private record Parts(Blueprint blueprint, MethodHandle constructor, List<Conversion> each) {

    static Parts of(Blueprint blueprint, Access access) {
      MethodHandle constructor =
          blueprint
              .constructor()
              .asSpreader(Object[].class, blueprint.size())
              .asType(MethodType.methodType(Object.class, Object[].class));
      List<Conversion> each =
          blueprint.types().stream().map(type -> Conversions.to(type, access)).toList();
      return new Parts(blueprint, constructor, each);
    }

    Object make(Iterable<?> attributes) {
      List<@Nullable Object> values = new ArrayList<>(each.size());
      attributes.forEach(values::add);
      if (values.size() != each.size()) {
        throw new DataException(
            "wanted the %d components of %s, got %d attributes"
                .formatted(each.size(), blueprint.type().getTypeName(), values.size()));
      }
      for (int i = 0; i < each.size(); i++) {
        values.set(i, component(i, values.get(i)));
      }
      try {
        return (Object) constructor.invokeExact(values.toArray());
      } catch (Throwable e) {
        throw Construction.failure(e, blueprint.type());
      }
    }

    private @Nullable Object component(int i, @Nullable Object value) {
      if (value == null && blueprint.constructor().type().parameterType(i).isPrimitive()) {
        throw new DataException(
            "an attribute is NULL, which the primitive component %s of %s cannot be"
                .formatted(blueprint.component(i), blueprint.type().getTypeName()));
      }
      return each.get(i).ofNullable(value);
    }
  }
}
