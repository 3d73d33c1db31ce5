// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.catalog.FoundTypes;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.catalog.TypeReader;
import org.psycopg4j.internal.types.literal.EnumLiteral;
import org.psycopg4j.internal.types.text.EnumText;
import org.psycopg4j.types.EnumInfo;
import org.psycopg4j.types.TypeInfo;

/**
 * Which constant of a Java enum stands for which label of an enumerated type.
 *
 * @param type the Java enum
 * @param label the label of a constant; null if it is the constant's name, in whatever case
 */
record EnumLabels<E extends Enum<E>>(Class<E> type, @Nullable Function<? super E, String> label) {

  /** The constants of the labels that have one. */
  Map<String, E> constants(EnumInfo info) {
    Map<String, E> byLabel = new HashMap<>();
    for (String wanted : info.labels()) {
      E constant = constant(wanted);
      if (constant != null) {
        byLabel.put(wanted, constant);
      }
    }
    return byLabel;
  }

  private @Nullable E constant(String wanted) {
    E found = null;
    for (E constant : type.getEnumConstants()) {
      String own = label == null ? constant.name() : label.apply(constant);
      if (own.equals(wanted)) {
        return constant;
      }
      if (label == null && found == null && own.equalsIgnoreCase(wanted)) {
        found = constant;
      }
    }
    return found;
  }

  /**
   * Makes sure that every label has a constant of its own.
   *
   * @throws ProgrammingException if one has not: it says which
   */
  void requireAll(EnumInfo info) {
    Map<String, E> constants = constants(info);
    List<String> missing =
        info.labels().stream().filter(wanted -> !constants.containsKey(wanted)).toList();
    if (!missing.isEmpty()) {
      throw new ProgrammingException(
          "%s has no constant for these labels of the type %s: %s"
              .formatted(type.getName(), info.name(), String.join(", ", missing)));
    }
    if (constants.values().stream().distinct().count() < constants.size()) {
      throw new ProgrammingException(
          "several labels of the type %s are one constant of %s"
              .formatted(info.name(), type.getName()));
    }
  }

  /** Reads the labels of the type that was found as constants. */
  @Nullable TypeReader reader(TypeInfo type, FoundTypes found) {
    if (!(type instanceof EnumInfo info)) {
      return Registration.usual(type, found);
    }
    EnumText label = new EnumText(info.name(), constants(info));
    return TypeReader.of(label, label); // the same bytes in both formats
  }

  /** Writes the constants as labels of the type that was found. */
  Map<Class<?>, Literal> literals(TypeInfo info) {
    Map<E, String> labels = new HashMap<>();
    if (info instanceof EnumInfo known) {
      constants(known).forEach((text, constant) -> labels.put(constant, text));
    }
    return Map.of(type, new EnumLiteral(labels, info.sqlName()));
  }
}
