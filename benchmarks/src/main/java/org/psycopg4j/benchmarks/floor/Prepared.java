// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.nio.charset.StandardCharsets;

/** A statement of the floor's, which is prepared when it is first executed. */
final class Prepared {
  final String sql;
  final byte[] name;
  boolean known;

  Prepared(String name, String sql) {
    this.sql = sql;
    this.name = (name + '\0').getBytes(StandardCharsets.US_ASCII);
  }
}
