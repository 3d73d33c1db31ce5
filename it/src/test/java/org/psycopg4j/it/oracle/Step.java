// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;
import java.util.Map;

/**
 * A step of a program and what it did to psycopg2.
 *
 * @param text what is done
 * @param outcome its value, or "!" and an exception
 * @param changes what it changed in the state
 * @param sent the statements that were sent, but for the cursor's query
 */
record Step(String text, String outcome, Map<String, String> changes, List<String> sent) {
  /** Whether psycopg2 refused to send the statement: it is empty, or its arguments do not fit. */
  boolean isUnsent() {
    return outcome.matches("!(Type|Index|Key|Value|UnicodeEncode)Error - .*")
        || outcome.matches("!ProgrammingError - 'argument formats can\\\\'t be mixed'")
        || outcome.startsWith("!InterfaceError - ")
        || text.endsWith(".execute('')");
  }
}
