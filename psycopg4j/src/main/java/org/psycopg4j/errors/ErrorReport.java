// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of an error or notice, to the byte as libpq writes it at its default verbosity. */
public final class ErrorReport {
  // psycopg2 knows the English words only: a localized severity stays in its message.
  private static final Pattern SEVERITY = Pattern.compile("^(?:ERROR|FATAL|PANIC):  ");

  private ErrorReport() {}

  /**
   * The report of an error: severity and message, then the lines for position, detail, hint, query
   * and context that the fields give. It ends with a newline.
   *
   * @param query the text that the statement position counts in; null if there is none
   */
  public static String render(Diagnostics diag, @Nullable String query) {
    StringBuilder report = beforeContext(diag, query);
    append(report, "CONTEXT:  ", diag.context());
    return report.toString();
  }

  /** The report of a notice: as that of an error, but without the context. */
  public static String renderNotice(Diagnostics diag, @Nullable String query) {
    return beforeContext(diag, query).toString();
  }

  private static StringBuilder beforeContext(Diagnostics diag, @Nullable String query) {
    StringBuilder report = new StringBuilder();
    if (diag.severity() != null) {
      report.append(diag.severity()).append(":  ");
    }
    if (diag.messagePrimary() != null) {
      report.append(diag.messagePrimary());
    }
    if (diag.statementPosition() != null) {
      position(report, diag.statementPosition(), query);
    } else if (diag.internalPosition() != null) {
      position(report, diag.internalPosition(), diag.internalQuery());
    } else {
      report.append('\n');
    }
    append(report, "DETAIL:  ", diag.messageDetail());
    append(report, "HINT:  ", diag.messageHint());
    append(report, "QUERY:  ", diag.internalQuery());
    return report;
  }

  /** The report as psycopg2's {@code str(e)} has it: without the severity. */
  static String withoutSeverity(String report) {
    return SEVERITY.matcher(report).replaceFirst("");
  }

  /** Ends the line of the message with what is known of the position. */
  private static void position(StringBuilder report, String position, @Nullable String query) {
    if (query == null) {
      report.append(" at character ").append(position).append('\n');
    } else {
      report.append('\n').append(Excerpt.of(query, position));
    }
  }

  private static void append(StringBuilder report, String label, @Nullable String field) {
    if (field != null) {
      report.append(label).append(field).append('\n');
    }
  }
}
