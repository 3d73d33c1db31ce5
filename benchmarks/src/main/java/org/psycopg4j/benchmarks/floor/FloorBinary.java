// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.psycopg4j.benchmarks.BatchClient;
import org.psycopg4j.benchmarks.BulkRows;
import org.psycopg4j.benchmarks.ConnectClient;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.PipelineClient;
import org.psycopg4j.benchmarks.QueryClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Values;

/** The floor by the extended protocol: prepared statements, parameters and results in binary. */
public final class FloorBinary extends Floor
    implements BatchClient, ConnectClient, PipelineClient, QueryClient {
  private static final int BINARY = 1;
  private static final int INT4 = 23;
  private static final int TEXT = 25;
  private static final int FLOAT8 = 701;

  /** So many executions are answered by what the sockets' buffers hold: nobody waits for us. */
  private static final int PAGE = 1000;

  private static final byte[] COPY_SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private final Target target;
  private final SaltedPasswords passwords;
  private final boolean beginAlone;
  private final Prepared lookupStatement = new Prepared("lookup", Tables.numbered(Tables.LOOKUP));
  private final Prepared scan = new Prepared("scan", Tables.SCAN);
  private final Prepared insert = new Prepared("insert", Tables.numbered(Tables.INSERT));
  private final Prepared insertCopied =
      new Prepared("insert_copied", Tables.numbered(Tables.INSERT_COPIED));
  private final Prepared insertArrays =
      new Prepared("insert_arrays", Tables.numbered(Tables.INSERT_ARRAYS));
  private final Prepared begin = new Prepared("begin", "BEGIN");
  private final Prepared commit = new Prepared("commit", "COMMIT");
  private final Map<FieldQuery, Prepared> queries = new EnumMap<>(FieldQuery.class);
  private final Map<FieldQuery, RowAction> readers = new EnumMap<>(FieldQuery.class);

  private FloorBinary(Target target, SaltedPasswords passwords, boolean beginAlone)
      throws IOException {
    super(Wire.open(target, passwords), new BinaryFormat());
    this.target = target;
    this.passwords = passwords;
    this.beginAlone = beginAlone;
    for (FieldQuery query : FieldQuery.values()) {
      queries.put(query, new Prepared(query.name(), query.numbered()));
      readers.put(query, (buf, body, values) -> reader.fieldRow(query, buf, body, values));
    }
  }

  /** Logs in. */
  public static FloorBinary open(Target target) throws IOException {
    return new FloorBinary(target, new SaltedPasswords(/* keep= */ false), false);
  }

  /** One that sends BEGIN alone and waits for its answer. */
  public static FloorBinary openForThreeRoundTrips(Target target) throws IOException {
    return new FloorBinary(target, new SaltedPasswords(/* keep= */ false), true);
  }

  /** One that hashes a password once. */
  public static FloorBinary openWithKeptPasswords(Target target) throws IOException {
    return new FloorBinary(target, new SaltedPasswords(/* keep= */ true), false);
  }

  /** Begins a Bind of the unnamed portal whose parameters follow. */
  private void beginBind(Prepared statement, int parameters) throws IOException {
    if (!statement.known) {
      prepare(statement);
    }
    wire.begin('B').int8(0).bytes(statement.name).int16(1).int16(BINARY).int16(parameters);
  }

  /* What was written before is sent with it, but its answers are not taken. */
  private void prepare(Prepared statement) throws IOException {
    wire.begin('P').bytes(statement.name).string(statement.sql).int16(0).end();
    statement.known = true;
  }

  /** Ends the Bind, asking for binary results, and executes the portal. */
  private void endBindAndExecute() {
    wire.int16(1).int16(BINARY).end();
    wire.begin('E').int8(0).int32(0).end();
  }

  private void bindAndExecute(Prepared statement) throws IOException {
    beginBind(statement, 0);
    endBindAndExecute();
  }

  private void sync() {
    wire.begin('S').end();
  }

  @Override
  void writeLookup(int id) throws IOException {
    beginBind(lookupStatement, 1);
    wire.int32(4).int32(id);
    endBindAndExecute();
    sync();
  }

  @Override
  void writeScan() throws IOException {
    bindAndExecute(scan);
    sync();
  }

  @Override
  void insertAndCommit(int id, String note) throws IOException {
    bindAndExecute(begin);
    if (beginAlone) {
      sync();
      finish(1);
    }
    writeInsert(id, note);
    sync();
    finish(1);
    bindAndExecute(commit);
    sync();
    finish(1);
  }

  private void writeInsert(int id, String note) throws IOException {
    beginBind(insert, 2);
    byte[] text = ascii(note);
    wire.int32(4).int32(id).int32(text.length).bytes(text);
    endBindAndExecute();
  }

  @Override
  public void pipelinedLookups(int[] ids, Values values) throws IOException {
    for (int id : ids) {
      writeLookup(id);
    }
    answers(ids.length, lookup, values);
  }

  @Override
  public void pipelinedTransactions(int firstId, int count, String note) throws IOException {
    for (int i = 0; i < count; i++) {
      bindAndExecute(begin);
      writeInsert(firstId + i, note);
      bindAndExecute(commit);
      sync();
      finish(1);
    }
  }

  /** Sends look-ups whose answers {@link #readLookup} takes. */
  void sendLookups(int[][] ids, int first, int step, int time) throws IOException {
    for (int task = first; task < ids.length; task += step) {
      writeLookup(ids[task][time]);
    }
    wire.flush();
  }

  void readLookup(Values values) throws IOException {
    readAnswers(1, lookup, values);
  }

  @Override
  public void query(FieldQuery query, Values values) throws IOException {
    Prepared statement = queries.get(query);
    RowAction action = readers.get(query);
    if (statement == null || action == null) {
      throw new IllegalArgumentException(query.name());
    }
    beginBind(statement, query.arguments().size());
    for (Object argument : query.arguments()) {
      if (argument instanceof Integer number) {
        wire.int32(4).int32(number);
      } else {
        wire.int32(1).int8(Boolean.TRUE.equals(argument) ? 1 : 0);
      }
    }
    endBindAndExecute();
    sync();
    answers(1, action, values);
  }

  /* The answers to a page are taken when the next one has been sent. */
  @Override
  public long insertMany(BulkRows rows) throws IOException {
    bindAndExecute(begin);
    int pages = 0;
    for (int i = 0; i < rows.size(); i++) {
      Object[] row = rows.get(i);
      byte[] text = ascii((String) row[1]);
      beginBind(insertCopied, 3);
      wire.int32(4).int32((int) row[0]).int32(text.length).bytes(text);
      wire.int32(8).int64(Double.doubleToRawLongBits((double) row[2]));
      endBindAndExecute();
      if (i % PAGE == PAGE - 1) {
        sync();
        wire.flush();
        if (pages++ > 0) {
          readAnswers(1, lookup, NOWHERE);
        }
      } else if (wire.full()) {
        wire.flush();
      }
    }
    bindAndExecute(commit);
    sync();
    finish(pages > 0 ? 2 : 1);
    return rows.size();
  }

  @Override
  public long insertArrays(BulkRows rows) throws IOException {
    int size = rows.size();
    byte[] text = ascii(rows.note());
    bindAndExecute(begin);
    beginBind(insertArrays, 3);
    beginArray(INT4, size, 4);
    for (int i = 0; i < size; i++) {
      wire.int32(4).int32(i);
    }
    beginArray(TEXT, size, text.length);
    for (int i = 0; i < size; i++) {
      wire.int32(text.length).bytes(text);
    }
    beginArray(FLOAT8, size, 8);
    for (int i = 0; i < size; i++) {
      wire.int32(8).int64(Double.doubleToRawLongBits(i / 2.0));
    }
    endBindAndExecute();
    bindAndExecute(commit);
    sync();
    finish(1);
    return size;
  }

  /** A parameter that is an array of one dimension, whose elements follow. */
  private void beginArray(int type, int size, int elementLength) {
    wire.int32(20 + size * (4 + elementLength)).int32(1).int32(0).int32(type);
    wire.int32(size).int32(1);
  }

  @Override
  String copyOptions() {
    return " (FORMAT binary)";
  }

  @Override
  void writeCopyRows(BulkRows rows) throws IOException {
    wire.begin('d').bytes(COPY_SIGNATURE);
    for (int i = 0; i < rows.size(); i++) {
      Object[] row = rows.get(i);
      byte[] text = ascii((String) row[1]);
      wire.int16(3).int32(4).int32((int) row[0]).int32(text.length).bytes(text);
      wire.int32(8).int64(Double.doubleToRawLongBits((double) row[2]));
      if (wire.full()) {
        wire.end();
        wire.flush();
        wire.begin('d');
      }
    }
    wire.int16(-1).end();
  }

  @Override
  public void connectAndClose() throws IOException {
    Wire.open(target, passwords).close();
  }
}
