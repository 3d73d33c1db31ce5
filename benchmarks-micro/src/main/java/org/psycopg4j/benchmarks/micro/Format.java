// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

/** The protocol's two formats of a value. */
public enum Format {
  TEXT,
  BINARY
}
