// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.Map;

/** The state of a new connection and of a new cursor: CONNECTION and CURSOR of programs.py. */
final class Defaults {
  static final Map<String, String> CONNECTION =
      Map.of(
          "status", "1",
          "transaction", "0",
          "autocommit", "False",
          "isolation_level", "None",
          "readonly", "None",
          "deferrable", "None",
          "encoding", "'UTF8'",
          "closed", "0",
          "notices", "0",
          "isexecuting", "False");

  static final Map<String, String> CURSOR =
      Map.ofEntries(
          Map.entry("rowcount", "-1"),
          Map.entry("rownumber", "0"),
          Map.entry("description", "None"),
          Map.entry("statusmessage", "None"),
          Map.entry("query", "None"),
          Map.entry("closed", "False"),
          Map.entry("arraysize", "1"),
          Map.entry("itersize", "2000"),
          Map.entry("name", "None"),
          Map.entry("scrollable", "None"),
          Map.entry("withhold", "False"));

  private Defaults() {}
}
