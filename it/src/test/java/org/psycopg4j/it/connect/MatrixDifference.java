// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import java.util.regex.Pattern;

/** What is said otherwise than by libpq 15, and why: what both say becomes the same. */
enum MatrixDifference {
  CERTIFICATES(
      "SSL error: certificate verify failed.*?(?= \\| |$)",
      "SSL error: certificate verify failed …",
      "`SSL error: certificate verify failed …`: what Java has against a certificate follows here"),
  TLS(
      "SSL error: (?!certificate verify failed).*?(?= \\| |$)",
      "SSL error: …",
      "`SSL error: …`: OpenSSL and Java have words of their own"),
  FILES(
      "(could not (?:read|load) [a-z ]+ file \"[^\"]*\": )(?!key values mismatch).*?(?= \\| |$)",
      "$1…",
      "`could not read … file`, `could not load … file`: so they have about what is in a file"),
  SYSTEM(
      "provide the file, use the system's trusted roots with sslrootcert=system, or change",
      "provide the file or change",
      "`Either provide the file`: the hint here is that of libpq 16, which has `sslrootcert=system`"),
  INTEGERS(
      "connection to server at \"127.0.0.1\", port \\$\\{port} failed: (invalid integer value)",
      "$1",
      "`invalid integer value`: it is found here before any server is tried, so none is named"),
  REPLICATION(
      "OperationalError: .*replication.*",
      "OperationalError: invalid value for parameter \"replication\"",
      "`invalid value for parameter \"replication\"`: the server refuses it to libpq; here it is"
          + " refused before any server is tried");

  private final Pattern text;
  private final String both;
  private final String reason;

  MatrixDifference(String text, String both, String reason) {
    this.text = Pattern.compile(text);
    this.both = both;
    this.reason = reason;
  }

  /** An outcome without all of them. */
  static String without(String outcome) {
    String result = outcome;
    for (MatrixDifference one : values()) {
      result = one.text.matcher(result).replaceAll(one.both);
    }
    return result;
  }

  /** What it is about, and why. */
  String reason() {
    return reason;
  }
}
