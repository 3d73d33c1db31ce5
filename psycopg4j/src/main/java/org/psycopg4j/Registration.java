// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.catalog.FoundTypes;
import org.psycopg4j.internal.catalog.Registered;
import org.psycopg4j.internal.catalog.TypeReaders;
import org.psycopg4j.internal.catalog.TypeRequest;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.catalog.TypeReader;
import org.psycopg4j.types.TypeInfo;

/**
 * A registration by name: what is looked up, and what is made of the answer. It can be done again
 * with another answer, when the types have changed.
 *
 * @param request what to look up
 * @param reader how to read each type that was asked for; null leaves it as it is
 * @param literals what to write as the first of them
 */
record Registration(
    TypeRequest request,
    BiFunction<TypeInfo, FoundTypes, @Nullable TypeReader> reader,
    Function<TypeInfo, Map<Class<?>, Literal>> literals) {

  /** A registration of types that are read as it is usual, and not written. */
  static Registration usual(TypeRequest request) {
    return new Registration(request, Registration::usual, type -> Map.of());
  }

  /** How a type is read unless somebody says otherwise. */
  static @Nullable TypeReader usual(TypeInfo type, FoundTypes found) {
    return TypeReaders.usual(
        type, found, composite -> CompositeRows.of(composite, RowFactory.row()));
  }

  /** What is registered when that was found. */
  Registered of(FoundTypes found) {
    Map<Integer, TypeReader> readers = new HashMap<>();
    for (TypeInfo type : found.wanted()) {
      readers.putAll(TypeReaders.withArray(type, reader.apply(type, found)));
    }
    Map<Integer, TypeReader> implied = new HashMap<>();
    for (TypeInfo type : found.all()) {
      implied.putAll(TypeReaders.withArray(type, usual(type, found)));
    }
    return new Registered(
        found.wanted().isEmpty() ? Map.of() : literals.apply(found.wanted().get(0)),
        readers,
        implied);
  }
}
