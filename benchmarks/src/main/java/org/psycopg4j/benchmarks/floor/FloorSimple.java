// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.io.IOException;
import org.psycopg4j.benchmarks.BulkRows;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.ValuesClient;

/** The floor by the simple protocol: parameters merged into the text, results in text. */
public final class FloorSimple extends Floor implements ValuesClient {
  private static final byte[] SCAN = ascii(Tables.SCAN);
  private static final byte[] BEGIN = ascii("BEGIN");
  private static final byte[] COMMIT = ascii("COMMIT");
  private static final byte[] INSERT_COPIED = head(Tables.INSERT_COPIED, "(%s");
  private static final byte[] LOOKUP = head(Tables.LOOKUP, "%s");
  private static final byte[] INSERT = head(Tables.INSERT, "%s");
  private static final int PAGE = 1000;

  private FloorSimple(Wire wire) {
    super(wire, new TextFormat());
  }

  private static byte[] head(String sql, String end) {
    return ascii(sql.substring(0, sql.indexOf(end)));
  }

  /** Logs in. */
  public static FloorSimple open(Target target) throws IOException {
    return new FloorSimple(Wire.open(target, new SaltedPasswords(/* keep= */ false)));
  }

  @Override
  void writeLookup(int id) {
    wire.begin('Q').bytes(LOOKUP).bytes(ascii(Integer.toString(id))).int8(0).end();
  }

  @Override
  void writeScan() {
    writeQuery(SCAN);
  }

  /* BEGIN goes out with the INSERT. */
  @Override
  void insertAndCommit(int id, String note) throws IOException {
    writeQuery(BEGIN);
    wire.begin('Q').bytes(INSERT).bytes(ascii(Integer.toString(id)));
    wire.int8(',').int8('\'').bytes(ascii(note)).int8('\'').int8(')').int8(0).end();
    finish(2);
    writeQuery(COMMIT);
    finish(1);
  }

  @Override
  public long insertValues(BulkRows rows) throws IOException {
    writeQuery(BEGIN);
    int answers = 2; // to BEGIN and the first INSERT
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      Object[] row = rows.get(i);
      text.append(i % PAGE == 0 ? "(" : ",(").append((int) row[0]).append(",'");
      text.append((String) row[1]).append("',").append((double) row[2]).append(')');
      if (i % PAGE == PAGE - 1 || i == rows.size() - 1) {
        wire.begin('Q').bytes(INSERT_COPIED).bytes(ascii(text.toString())).int8(0).end();
        text.setLength(0);
        finish(answers);
        answers = 1;
      }
    }
    writeQuery(COMMIT);
    finish(1);
    return rows.size();
  }

  @Override
  String copyOptions() {
    return "";
  }

  @Override
  void writeCopyRows(BulkRows rows) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      Object[] row = rows.get(i);
      lines.append((int) row[0]).append('\t').append((String) row[1]).append('\t');
      lines.append((double) row[2]).append('\n');
      if (i % PAGE == PAGE - 1 || i == rows.size() - 1) {
        wire.begin('d').bytes(ascii(lines.toString())).end();
        wire.flush();
        lines.setLength(0);
      }
    }
  }
}
