// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.io.IOException;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;

/** The floor by the extended protocol: prepared statements, parameters and results in binary. */
public final class FloorBinary extends Floor {
  private static final int BINARY = 1;

  private static final byte[] LOOKUP = ascii("lookup\0");
  private static final byte[] SCAN = ascii("scan\0");
  private static final byte[] INSERT = ascii("insert\0");
  private static final byte[] BEGIN = ascii("begin\0");
  private static final byte[] COMMIT = ascii("commit\0");

  private FloorBinary(Wire wire) {
    super(wire, new BinaryFormat());
  }

  /** Logs in and prepares the statements. */
  public static FloorBinary open(Target target) throws IOException {
    FloorBinary client = new FloorBinary(Wire.open(target));
    try {
      client.prepare(LOOKUP, Tables.LOOKUP.replace("%s", "$1"));
      client.prepare(SCAN, Tables.SCAN);
      client.prepare(INSERT, Tables.INSERT.replace("%s, %s", "$1, $2"));
      client.prepare(BEGIN, "BEGIN");
      client.prepare(COMMIT, "COMMIT");
      return client;
    } catch (IOException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private void prepare(byte[] name, String sql) throws IOException {
    wire.begin('P').bytes(name).string(sql).int16(0).end();
    writeSync();
    finish(1);
  }

  /** Begins a Bind of the unnamed portal whose parameters follow. */
  private void beginBind(byte[] statement, int parameters) {
    wire.begin('B').int8(0).bytes(statement).int16(1).int16(BINARY).int16(parameters);
  }

  /** Ends the Bind, asking for binary results, and executes the portal. */
  private void endBindAndExecute() {
    wire.int16(1).int16(BINARY).end();
    wire.begin('E').int8(0).int32(0).end();
  }

  private void writeSync() {
    wire.begin('S').end();
  }

  @Override
  void writeLookup(int id) {
    beginBind(LOOKUP, 1);
    wire.int32(4).int32(id);
    endBindAndExecute();
    writeSync();
  }

  @Override
  void writeScan() {
    beginBind(SCAN, 0);
    endBindAndExecute();
    writeSync();
  }

  @Override
  int writeInsert(int id, String note) {
    beginBind(BEGIN, 0);
    endBindAndExecute();
    beginBind(INSERT, 2);
    byte[] text = ascii(note);
    wire.int32(4).int32(id).int32(text.length).bytes(text);
    endBindAndExecute();
    writeSync();
    return 1;
  }

  @Override
  void writeCommit() {
    beginBind(COMMIT, 0);
    endBindAndExecute();
    writeSync();
  }
}
