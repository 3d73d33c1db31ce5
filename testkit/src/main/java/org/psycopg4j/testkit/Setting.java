// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import org.jspecify.annotations.Nullable;

/** What the user of the test kit may set: a system property, or an environment variable. */
enum Setting {
  /** A server to use instead of a throw-away one. */
  DSN("psycopg4j.test.dsn", "PSYCOPG4J_TEST_DSN"),
  /** Where the binaries are unpacked. */
  CACHE("psycopg4j.test.cache", "PSYCOPG4J_TEST_CACHE"),
  /** Jars with binaries, or directories of such jars, beside those on the class path. */
  BINARIES("psycopg4j.test.binaries", "PSYCOPG4J_TEST_BINARIES"),
  /** {@code java}: end servers by a second JVM even where the kernel could do it. */
  WATCHDOG("psycopg4j.test.watchdog", "PSYCOPG4J_TEST_WATCHDOG");

  private final String property;
  private final String variable;

  Setting(String property, String variable) {
    this.property = property;
    this.variable = variable;
  }

  /** The property if it is set, else the variable; null if neither is, or is empty. */
  @Nullable String value() {
    String value = System.getProperty(property);
    if (value == null) {
      value = System.getenv(variable);
    }
    return value == null || value.isEmpty() ? null : value;
  }
}
