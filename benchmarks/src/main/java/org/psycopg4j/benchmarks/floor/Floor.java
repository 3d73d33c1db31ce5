// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.BulkRows;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CopyClient;
import org.psycopg4j.benchmarks.LookupClient;
import org.psycopg4j.benchmarks.PrimitiveClient;
import org.psycopg4j.benchmarks.ScanClient;
import org.psycopg4j.benchmarks.StreamClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.TransactionClient;
import org.psycopg4j.benchmarks.Values;

/**
 * What no driver can beat: it knows the workloads, sends the bytes that they take and decodes the
 * values out of the receive buffer, row by row. It keeps no result, checks nothing and waits by a
 * blocking read.
 */
abstract sealed class Floor
    implements Client,
        LookupClient,
        ScanClient,
        PrimitiveClient,
        StreamClient,
        TransactionClient,
        CopyClient
    permits FloorSimple, FloorBinary {
  private static final int PIECE = 64 << 10;
  private static final byte[] SELECT_ONE = ascii(Tables.SELECT_ONE);
  static final Values NOWHERE = new Blackhole();

  final Wire wire;
  final RowReader reader;
  final RowAction lookup;
  private final RowAction nothing = (buf, body, values) -> {};
  private final RowAction selectOne;
  private final RowAction objects;
  private final RowAction primitives;

  /** What is done with each DataRow. */
  @FunctionalInterface
  interface RowAction {
    void row(byte[] buf, int body, Values values);
  }

  Floor(Wire wire, Format format) {
    this.wire = wire;
    reader = new RowReader(format);
    selectOne = new RowReader(new TextFormat())::intRow;
    lookup = reader::lookupRow;
    objects = reader::objectRow;
    primitives = reader::primitiveRow;
  }

  abstract void writeLookup(int id) throws IOException;

  abstract void writeScan() throws IOException;

  /** A transaction with one {@link Tables#INSERT}. */
  abstract void insertAndCommit(int id, String note) throws IOException;

  /** Writes the rows between COPY's begin and its end. */
  abstract void writeCopyRows(BulkRows rows) throws IOException;

  /** The options of a COPY that takes them. */
  abstract String copyOptions();

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  final void writeQuery(byte[] sql) {
    wire.begin('Q').bytes(sql).int8(0).end();
  }

  /** Sends what was written and takes the answer up to the last ReadyForQuery; counts rows. */
  final long answers(int count, RowAction action, Values values) throws IOException {
    wire.flush();
    return readAnswers(count, action, values);
  }

  /** Takes the answer up to the last of so many ReadyForQuery. */
  final long readAnswers(int count, RowAction action, Values values) throws IOException {
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
    RowReader text = new RowReader(new TextFormat());
    answers(1, (buf, body, values) -> result[0] = text.longRow(buf, body), NOWHERE);
    return result[0];
  }

  @Override
  public final void selectOnes(int times, Values values) throws IOException {
    for (int i = 0; i < times; i++) {
      writeQuery(SELECT_ONE);
      answers(1, selectOne, values);
    }
  }

  @Override
  public final void lookups(int[] ids, Values values) throws IOException {
    for (int id : ids) {
      writeLookup(id);
      answers(1, lookup, values);
    }
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
  public final long streamObjects(Values values) throws IOException {
    return scanObjects(values); // no row is kept
  }

  @Override
  public final void insertTransactions(int firstId, int count, String note) throws IOException {
    for (int i = 0; i < count; i++) {
      insertAndCommit(firstId + i, note);
    }
  }

  @Override
  public final long copyText(InputStream text) throws IOException {
    beginCopy("");
    byte[] piece = new byte[PIECE];
    long lines = 0;
    for (int count; (count = text.read(piece)) > 0; ) {
      wire.begin('d').bytes(piece, count).end();
      wire.flush();
      for (int i = 0; i < count; i++) {
        lines += piece[i] == '\n' ? 1 : 0;
      }
    }
    endCopy();
    return lines;
  }

  @Override
  public final long copyRows(BulkRows rows) throws IOException {
    beginCopy(copyOptions());
    writeCopyRows(rows);
    endCopy();
    return rows.size();
  }

  private void beginCopy(String options) throws IOException {
    writeQuery(ascii("COPY " + Tables.COPIED + " FROM STDIN" + options));
    wire.flush();
    for (byte tag; (tag = wire.next()) != 'G'; ) {
      if (tag == 'E') {
        throw wire.error();
      }
    }
  }

  private void endCopy() throws IOException {
    wire.begin('c').end();
    finish(1);
  }

  @Override
  public final long copyOut(OutputStream text) throws IOException {
    writeQuery(ascii("COPY " + Tables.SCANNED + " TO STDOUT"));
    wire.flush();
    long lines = 0; // one in each CopyData
    for (byte tag; (tag = wire.next()) != 'Z'; ) {
      if (tag == 'd') {
        text.write(wire.buf(), wire.body(), wire.length());
        lines++;
      } else if (tag == 'E') {
        throw wire.error();
      }
    }
    return lines;
  }

  @Override
  public final void close() throws IOException {
    wire.close();
  }
}
