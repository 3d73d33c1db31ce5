// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.Locale;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.PsycopgException;

/** Exceptions written as psycopg2's are: class, SQLSTATE and text. */
final class Raised {
  private Raised() {}

  static String show(RuntimeException e) {
    if (!(e instanceof PsycopgException error)) {
      return "!"
          + e.getClass().getSimpleName()
          + " - "
          + Values.text(String.valueOf(e.getMessage()));
    }
    String code = error.pgcode() == null ? "-" : error.pgcode();
    return "!" + name(error) + " " + code + " " + Values.text(text(error));
  }

  /** psycopg2's name of the exception's class: XError for XException, Python's own by its kind. */
  private static String name(PsycopgException e) {
    if (e instanceof ParameterException parameter) {
      String kind = parameter.kind().name();
      return kind.equals("ENCODE")
          ? "UnicodeEncodeError"
          : kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT) + "Error";
    }
    String name = e.getClass().getSimpleName();
    return e.getClass().getPackage().equals(PsycopgException.class.getPackage())
            && name.endsWith("Exception")
            && e.pgcode() == null
        ? name.substring(0, name.length() - "Exception".length()) + "Error"
        : name;
  }

  private static String text(PsycopgException e) {
    return e instanceof ParameterException parameter ? parameter.psycopgText() : e.getMessage();
  }

  /** psycopg2's line feed at the end of a server's report is not in a Java message. */
  static String withoutLineFeed(String shown) {
    return shown.startsWith("!") && shown.endsWith("\\n'")
        ? shown.substring(0, shown.length() - 3) + "'"
        : shown;
  }
}
