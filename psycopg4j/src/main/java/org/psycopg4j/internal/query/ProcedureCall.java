// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.util.Collection;
import java.util.Collections;
import java.util.stream.Collectors;
import org.psycopg4j.internal.types.literal.Identifier;

/** The text of psycopg2's {@code callproc}: a SELECT from the function, whose name is as given. */
public final class ProcedureCall {
  private ProcedureCall() {}

  /** With so many arguments. */
  public static String positional(String name, int arguments) {
    return text(name, String.join(",", Collections.nCopies(arguments, "%s")));
  }

  /** With arguments of these names. */
  public static String named(String name, Collection<String> arguments) {
    return text(
        name,
        arguments.stream()
            .map(argument -> Identifier.quoted(argument).replace("%", "%%") + ":=%s")
            .collect(Collectors.joining(",")));
  }

  private static String text(String name, String arguments) {
    return "SELECT * FROM " + name + "(" + arguments + ")";
  }
}
