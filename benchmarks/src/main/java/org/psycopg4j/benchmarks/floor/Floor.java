// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;

/**
 * What no driver can beat: it knows the workloads, sends the bytes that they take and decodes the
 * values out of the receive buffer, row by row. It keeps no result, checks nothing and waits by a
 * blocking read.
 */
abstract sealed class Floor implements Client permits FloorSimple, FloorBinary {
  private static final byte[] SELECT_ONE = ascii(Tables.SELECT_ONE);
  private static final Values NOWHERE = new Blackhole();

  final Wire wire;
  private final RowAction nothing = (buf, body, values) -> {};
  private final RowAction selectOne;
  private final RowAction lookup;
  private final RowAction objects;
  private final RowAction primitives;

  /** What is done with each DataRow. */
  @FunctionalInterface
  interface RowAction {
    void row(byte[] buf, int body, Values values);
  }

  Floor(Wire wire, Format format) {
    this.wire = wire;
    RowReader reader = new RowReader(format);
    selectOne = new RowReader(new TextFormat())::intRow;
    lookup = reader::lookupRow;
    objects = reader::objectRow;
    primitives = reader::primitiveRow;
  }

  abstract void writeLookup(int id);

  abstract void writeScan();

  /** Writes BEGIN and the INSERT; returns how many times ReadyForQuery will be answered. */
  abstract int writeInsert(int id, String note);

  abstract void writeCommit();

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  final void writeQuery(byte[] sql) {
    wire.begin('Q').bytes(sql).int8(0).end();
  }

  /** Sends what was written and takes the answer up to the last ReadyForQuery; counts rows. */
  private long answers(int count, RowAction action, Values values) throws IOException {
    wire.flush();
    long rows = 0;
    for (int left = count; left > 0; ) {
      switch (wire.next()) {
        case 'D' -> {
          action.row(wire.buf(), wire.body(), values);
          rows++;
        }
        case 'E' -> throw wire.error();
        case 'Z' -> left--;
        default -> {}
      }
    }
    return rows;
  }

  /** Sends what was written and waits for the last of so many ReadyForQuery. */
  final void finish(int count) throws IOException {
    answers(count, nothing, NOWHERE);
  }

  @Override
  public final void execute(String sql) throws IOException {
    writeQuery(ascii(sql));
    finish(1);
  }

  @Override
  public final long queryLong(String sql) throws IOException {
    writeQuery(ascii(sql));
    long[] result = new long[1];
    RowReader reader = new RowReader(new TextFormat());
    answers(1, (buf, body, values) -> result[0] = reader.longRow(buf, body), NOWHERE);
    return result[0];
  }

  @Override
  public final void selectOne(Values values) throws IOException {
    writeQuery(SELECT_ONE);
    answers(1, selectOne, values);
  }

  @Override
  public final void lookup(int id, Values values) throws IOException {
    writeLookup(id);
    answers(1, lookup, values);
  }

  @Override
  public final long scanObjects(Values values) throws IOException {
    writeScan();
    return answers(1, objects, values);
  }

  @Override
  public final long scanPrimitives(Values values) throws IOException {
    writeScan();
    return answers(1, primitives, values);
  }

  @Override
  public final void insertAndCommit(int id, String note) throws IOException {
    finish(writeInsert(id, note));
    writeCommit();
    finish(1);
  }

  @Override
  public final void close() throws IOException {
    wire.close();
  }
}
