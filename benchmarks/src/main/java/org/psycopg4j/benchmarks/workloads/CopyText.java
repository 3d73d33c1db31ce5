// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CopyClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** D3-text: COPY FROM STDIN of text that is there already. */
public final class CopyText implements Workload {
  private final int rows;
  private final byte[] text;

  public CopyText(Tables tables) {
    rows = tables.bulkRows();
    text = text(rows);
  }

  private static byte[] text(int rows) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      lines.append(i).append("\ta note of some words\t").append(i / 2.0).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String name() {
    return "D3-text";
  }

  @Override
  public String title() {
    return "COPY FROM STDIN of the text of %,d rows (int4, text, float8)".formatted(rows);
  }

  @Override
  public String unit() {
    return "row";
  }

  @Override
  public void beforeSlice(Client client) throws Exception {
    client.execute(Tables.TRUNCATE_COPIED);
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    return ((CopyClient) client).copyText(new ByteArrayInputStream(text));
  }

  @Override
  public String verify(Client client) throws Exception {
    client.execute(Tables.TRUNCATE_COPIED);
    ((CopyClient) client).copyText(new ByteArrayInputStream(text(1000)));
    return Long.toString(client.queryLong(Tables.COPIED_SUM));
  }
}
