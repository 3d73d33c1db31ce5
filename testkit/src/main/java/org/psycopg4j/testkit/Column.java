// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

/**
 * One field of a RowDescription, in the order of the protocol (PostgreSQL manual, "Message
 * Formats"). An oid above 2147483647 is written as the int with the same bits.
 */
public record Column(
    String name, int tableOid, int attnum, int typeOid, int typlen, int typmod, int format) {

  /** A computed column in text format, of a type without a fixed length. */
  public static Column of(String name, int typeOid) {
    return of(name, typeOid, -1);
  }

  /** A computed column in text format. */
  public static Column of(String name, int typeOid, int typlen) {
    return new Column(name, 0, 0, typeOid, typlen, -1, 0);
  }

  /** The same column in binary format. */
  public Column binary() {
    return new Column(name, tableOid, attnum, typeOid, typlen, typmod, 1);
  }

  /** The same column as column {@code attnum} of a table. */
  public Column ofTable(int tableOid, int attnum) {
    return new Column(name, tableOid, attnum, typeOid, typlen, typmod, format);
  }

  /** The same column with a type modifier. */
  public Column withTypmod(int typmod) {
    return new Column(name, tableOid, attnum, typeOid, typlen, typmod, format);
  }
}
