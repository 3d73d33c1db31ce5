// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.psycopg4j.errors.ProgrammingException;

/**
 * What an object of a class is made of: the components of a record, or the parameters of a class's
 * one public constructor.
 *
 * @param type the class
 * @param constructor its constructor
 * @param names the names of the components; none if the class was compiled without {@code
 *     -parameters}
 * @param types the types of the components, as they are declared
 */
public record Blueprint(
    Class<?> type, MethodHandle constructor, List<String> names, List<Type> types) {

  /**
   * The blueprint of a class.
   *
   * @throws ProgrammingException if it is no record and has not one public constructor, or is
   *     closed to us
   */
  public static Blueprint of(Class<?> type, Access access) {
    return type.isRecord() ? ofRecord(type, access) : ofClass(type, access);
  }

  private static Blueprint ofRecord(Class<?> type, Access access) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] classes =
        Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return new Blueprint(
          type,
          access.constructor(type.getDeclaredConstructor(classes)),
          Stream.of(components).map(RecordComponent::getName).toList(),
          Stream.of(components).map(RecordComponent::getGenericType).toList());
    } catch (NoSuchMethodException e) {
      throw new ProgrammingException("%s lacks its constructor".formatted(type.getTypeName()), e);
    }
  }

  private static Blueprint ofClass(Class<?> type, Access access) {
    List<Constructor<?>> constructors =
        Stream.of(type.getConstructors()).filter(c -> !c.isSynthetic()).toList(); // as Kotlin's are
    if (constructors.size() != 1 || Modifier.isAbstract(type.getModifiers())) {
      throw new ProgrammingException(
          "wanted a record or a class with one public constructor; %s is %s"
              .formatted(
                  type.getTypeName(),
                  Modifier.isAbstract(type.getModifiers())
                      ? "abstract"
                      : "a class with " + constructors.size()));
    }
    Constructor<?> constructor = constructors.get(0);
    Parameter[] parameters = constructor.getParameters();
    boolean named = Stream.of(parameters).allMatch(Parameter::isNamePresent);
    return new Blueprint(
        type,
        access.constructor(constructor),
        named ? Stream.of(parameters).map(Parameter::getName).toList() : List.of(),
        declaredTypes(constructor));
  }

  /** The types as they are declared, unless the compiler added parameters and left those out. */
  private static List<Type> declaredTypes(Constructor<?> constructor) {
    Type[] generic = constructor.getGenericParameterTypes();
    return List.of(
        generic.length == constructor.getParameterCount()
            ? generic
            : constructor.getParameterTypes());
  }

  /** The number of components. */
  public int size() {
    return constructor.type().parameterCount();
  }

  /** A component for messages: its name, or its number if it has none. */
  String component(int i) {
    return names.isEmpty() ? "parameter " + (i + 1) : names.get(i);
  }
}
