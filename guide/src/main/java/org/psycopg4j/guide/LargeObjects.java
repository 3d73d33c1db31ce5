// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.LargeObject;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/** Data too large to be one value: written and read like files, in a transaction. */
final class LargeObjects {
  private LargeObjects() {}

  static void run(String dsn) throws IOException {
    try (Connection conn = Psycopg.connect(dsn)) {
      inTheCursorsWay(conn);
      asFiles(conn);
    }
  }

  private static void inTheCursorsWay(Connection conn) {
    try (Cursor<Row> cur = conn.cursor()) {
      // region cursor
      // Create a new large object
      long oid = cur.loCreat();

      // Open it for writing, write data to it, and close it
      try (LargeObject lo = cur.loOpen(oid, LargeObject.WRITE)) {
        lo.write("This is a large object");
      }
      conn.commit();

      // Open it for reading, read data from it, and close it
      try (LargeObject lo = cur.loOpen(oid, LargeObject.READ)) {
        System.out.println(lo.readString());
      }
      // endregion
      cur.loUnlink(oid);
      conn.commit();
    }
  }

  private static void asFiles(Connection conn) throws IOException {
    Path file = Files.createTempFile("image", ".png");
    Path copy = Files.createTempFile("copy", ".png");
    try {
      Files.write(file, new byte[1_000_000]);
      streams(conn, file, copy);
      System.out.println("The same? " + (Files.mismatch(file, copy) < 0));
    } finally {
      Files.delete(file);
      Files.delete(copy);
    }
  }

  private static void streams(Connection conn, Path file, Path copy) throws IOException {
    // region streams
    // A file into a new large object
    long oid;
    try (LargeObject lo = conn.lobject(0, "wb");
        OutputStream out = lo.outputStream()) {
      System.out.println(Files.copy(file, out) + " bytes");
      oid = lo.oid();
    }
    conn.commit();

    // The large object into a file; lo.export(copy) does the same
    try (InputStream in = conn.lobject(oid, "rb").inputStream()) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }

    // A part of it
    try (LargeObject lo = conn.lobject(oid, "rwb")) {
      lo.seek(-4, LargeObject.SEEK_END);
      lo.write(new byte[] {1, 2, 3, 4});
      lo.truncate(999_999);
      lo.seek(999_996);
      System.out.println("The end: " + lo.read().length + " bytes, up to " + lo.tell());
    }
    // endregion

    // region unlink
    conn.lobject(oid, "n").unlink(); // "n": not to be opened
    conn.commit();
    // endregion
  }
}
