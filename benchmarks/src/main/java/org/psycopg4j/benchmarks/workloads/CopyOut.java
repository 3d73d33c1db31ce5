// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CopyClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** E: COPY TO STDOUT into a stream that drops it. */
public final class CopyOut implements Workload {
  private final int rows;

  public CopyOut(Tables tables) {
    rows = tables.scanRows();
  }

  @Override
  public String name() {
    return "E";
  }

  @Override
  public String title() {
    return ("COPY TO STDOUT of %,d rows of (int8, int4, text, float8, numeric, timestamptz, bool),"
            + " as text")
        .formatted(rows);
  }

  @Override
  public String unit() {
    return "row";
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    return ((CopyClient) client).copyOut(OutputStream.nullOutputStream());
  }

  @Override
  public String verify(Client client) throws Exception {
    CheckedOutputStream checked =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    long count = ((CopyClient) client).copyOut(checked);
    return "%d:%08x".formatted(count, checked.getChecksum().getValue());
  }
}
