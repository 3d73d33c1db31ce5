// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.io.IOException;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;

/** The floor by the simple protocol: parameters merged into the text, results in text. */
public final class FloorSimple extends Floor {
  private static final byte[] SCAN = ascii(Tables.SCAN);
  private static final byte[] BEGIN = ascii("BEGIN");
  private static final byte[] COMMIT = ascii("COMMIT");

  private final byte[] lookupHead = ascii(Tables.LOOKUP.replace("%s", ""));
  private final byte[] insertHead = ascii(Tables.INSERT.substring(0, Tables.INSERT.indexOf("%s")));

  private FloorSimple(Wire wire) {
    super(wire, new TextFormat());
  }

  public static FloorSimple open(Target target) throws IOException {
    return new FloorSimple(Wire.open(target));
  }

  @Override
  void writeLookup(int id) {
    wire.begin('Q').bytes(lookupHead).bytes(ascii(Integer.toString(id))).int8(0).end();
  }

  @Override
  void writeScan() {
    writeQuery(SCAN);
  }

  @Override
  int writeInsert(int id, String note) {
    writeQuery(BEGIN);
    wire.begin('Q').bytes(insertHead).bytes(ascii(Integer.toString(id)));
    wire.int8(',').int8('\'').bytes(ascii(note)).int8('\'').int8(')').int8(0).end();
    return 2;
  }

  @Override
  void writeCommit() {
    writeQuery(COMMIT);
  }
}
