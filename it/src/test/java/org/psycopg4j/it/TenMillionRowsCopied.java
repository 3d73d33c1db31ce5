// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.copy.CopySource;

/** A program that copies ten million rows in, in text, and out, in binary. */
final class TenMillionRowsCopied {
  private static final int ROWS = 10_000_000;

  private TenMillionRowsCopied() {}

  public static void main(String[] args) {
    try (Connection conn = Psycopg.connect(args[0])) {
      Cursor<Row> cur = conn.cursor();
      cur.execute("CREATE TEMP TABLE t (a int)");
      int[] next = {0};
      CopySource lines =
          buf -> {
            int size = 0;
            while (next[0] < ROWS && size < buf.length - 16) {
              byte[] line = (next[0]++ + "\n").getBytes(StandardCharsets.US_ASCII);
              System.arraycopy(line, 0, buf, size, line.length);
              size += line.length;
            }
            return size;
          };
      cur.copyFrom(lines, "t");
      long copied = cur.rowCount();
      try (Stream<Integer> all = cur.copyOut("t", Integer.class)) {
        System.out.println(copied + " " + all.mapToLong(Integer::longValue).sum());
      }
    }
  }
}
