// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** How the values of the benchmarks' tables are written in DataRow. None of them is NULL. */
interface Format {
  int int4(byte[] buf, int off, int len);

  int int2(byte[] buf, int off, int len);

  long oid(byte[] buf, int off, int len);

  byte[] bytea(byte[] buf, int off, int len);

  Integer[] int4Array(byte[] buf, int off, int len);

  long int8(byte[] buf, int off, int len);

  double float8(byte[] buf, int off, int len);

  boolean bool(byte[] buf, int off, int len);

  BigDecimal numeric(byte[] buf, int off, int len);

  OffsetDateTime timestamptz(byte[] buf, int off, int len);
}
