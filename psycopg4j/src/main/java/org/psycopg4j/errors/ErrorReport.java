// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import org.jspecify.annotations.Nullable;

/** The text of an error or notice, to the byte as libpq writes it at its default verbosity. */
public final class ErrorReport {
  private ErrorReport() {}

  /**
   * The report: severity and message, then the lines for position, detail, hint, query and context
   * that the fields give. It ends with a newline.
   *
   * @param query the text that the statement position counts in; null if there is none
   */
  public static String render(Diagnostics diag, @Nullable String query) {
    StringBuilder report = new StringBuilder();
    report.append(diag.severity()).append(":  ").append(diag.messagePrimary()).append('\n');
    append(report, "DETAIL:  ", diag.messageDetail());
    append(report, "HINT:  ", diag.messageHint());
    append(report, "QUERY:  ", diag.internalQuery());
    append(report, "CONTEXT:  ", diag.context());
    return report.toString();
  }

  static String withoutSeverity(String report) {
    int start = report.indexOf(":  ");
    return start < 0 ? report : report.substring(start + 3);
  }

  private static void append(StringBuilder report, String label, @Nullable String field) {
    if (field != null) {
      report.append(label).append(field).append('\n');
    }
  }
}
