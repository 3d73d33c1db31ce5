// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import org.psycopg4j.internal.types.Oid;

/** The types whose values are decoded, by PostgreSQL's names for them. */
public enum ValueType {
  INT4(Oid.INT4),
  INT8(Oid.INT8),
  FLOAT8(Oid.FLOAT8),
  NUMERIC(Oid.NUMERIC),
  TEXT(Oid.TEXT),
  TIMESTAMPTZ(Oid.TIMESTAMPTZ);

  private final int oid;

  ValueType(int oid) {
    this.oid = oid;
  }

  int oid() {
    return oid;
  }
}
