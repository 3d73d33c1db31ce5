// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The matrix of connecting as a page of the manual. */
final class MatrixPage {
  private static final Pattern MODE =
      Pattern.compile(" sslmode=([a-z-]+)(?: sslrootcert=\\$\\{files}/root\\.crt)?(?= |$)");
  private static final Pattern ONLY_MODE = Pattern.compile(" sslmode=([a-z-]+)(?= |$)");

  private static final int ALL_MODES = 6;
  private static final Pattern FAILED =
      Pattern.compile(
          "connection to server (at \"127\\.0\\.0\\.1\", port ‹port›|on socket \"‹sockets›/\\S+) failed:");

  private final MatrixRecord record;
  private final StringBuilder page = new StringBuilder();

  private MatrixPage(MatrixRecord record) {
    this.record = record;
  }

  static String of(MatrixRecord record) {
    MatrixPage page = new MatrixPage(record);
    page.write();
    return page.page.toString();
  }

  private void write() {
    page.append(
        """
        # The matrix of connecting

        What comes of connecting to real servers, by psycopg4j and by libpq 15 (psycopg2) alike. `ConnectMatrixTest`
        tries all of it with PostgreSQL 13 to 18; this page is written by the test (`-Dmatrix.record=true`, where psycopg2
        is installed).

        The users are named by what `pg_hba.conf` demands of them. `verify-ca` and `verify-full` have the right root
        certificate unless it says otherwise. *ok* is a session, *encrypted* one by TLS. An error is psycopg2's
        `OperationalError` unless another one is named, here `OperationalException`; it begins with `connection to server …
        failed:`, which is `…` here, and where that comes twice, two ways were tried.

        """);
    page.append("What is said otherwise than by libpq 15:\n\n");
    for (MatrixDifference difference : MatrixDifference.values()) {
      page.append("- %s\n".formatted(difference.reason()));
    }
    ConnectMatrix.parts().forEach(this::part);
  }

  private void part(String title, List<String> ways) {
    page.append("\n## %s\n\n".formatted(title));
    page.append(
        "| connection string | `sslmode` | server | outcome |\n| --- | --- | --- | --- |\n");
    Map<String, Map<MatrixRecord.Group, List<String>>> rows = new LinkedHashMap<>();
    for (String way : ways) {
      Matcher mode = (way.contains("hostaddr=") ? ONLY_MODE : MODE).matcher(way);
      boolean has = mode.find();
      String base = has ? mode.replaceFirst("") : way;
      for (MatrixRecord.Group group : record.groups(way)) {
        rows.computeIfAbsent(base, b -> new LinkedHashMap<>())
            .computeIfAbsent(group, g -> new ArrayList<>())
            .add(has ? mode.group(1) : "");
      }
    }
    rows.forEach((base, groups) -> groups.forEach((group, modes) -> row(base, modes, group)));
  }

  private void row(String base, List<String> modes, MatrixRecord.Group group) {
    String all = modes.size() == ALL_MODES ? "all" : String.join(", ", modes);
    page.append(
        "| `%s` | %s | %s | %s |\n"
            .formatted(shown(base), all, group.versions(), outcome(group.outcome())));
  }

  private static String shown(String way) {
    return way.replace("${files}/", "").replaceAll("\\$\\{(\\w+)}", "‹$1›");
  }

  private static String outcome(String outcome) {
    if (outcome.startsWith("ok")) {
      return outcome;
    }
    String text = shown(outcome).replaceFirst("^OperationalError: ", "");
    return FAILED
        .matcher(text)
        .replaceAll("…")
        .replaceFirst("^", "`")
        .replace(" | ", "`<br>`")
        .replaceFirst("$", "`");
  }
}
