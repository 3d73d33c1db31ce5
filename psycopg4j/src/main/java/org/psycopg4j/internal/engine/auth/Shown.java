// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

/** What somebody says who is not known yet, as far as it is fit for a message. */
final class Shown {
  private static final int LONGEST = 300;

  private Shown() {}

  /** The text without control characters, which a terminal would obey, and not too long. */
  static String text(String said) {
    String plain = said.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
