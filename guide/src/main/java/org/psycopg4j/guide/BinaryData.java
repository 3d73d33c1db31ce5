// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.types.Binary;

/** An image goes into a column of bytea and comes back as the bytes that it was. */
final class BinaryData {
  private BinaryData() {}

  static void run(String dsn) throws IOException {
    Path directory = Files.createTempDirectory("guide");
    Path image = directory.resolve("image.png");
    Path output = directory.resolve("output_image.png");
    try (InputStream picture = BinaryData.class.getResourceAsStream("image.png")) {
      Files.copy(picture, image);
      storeAndLoad(dsn, image, output);
      System.out.println("The first difference is at " + Files.mismatch(image, output));
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(image);
      Files.delete(directory);
    }
  }

  private static void storeAndLoad(String dsn, Path image, Path output) throws IOException {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      cur.execute("CREATE TEMP TABLE files (filename text, data bytea)");

      // region store
      byte[] binaryData = Files.readAllBytes(image);
      cur.execute(
          "INSERT INTO files (filename, data) VALUES (%s, %s)", "image.png", Binary.of(binaryData));
      conn.commit();
      // endregion

      // region load
      Row row = cur.execute("SELECT data FROM files WHERE filename = %s", "image.png").fetchOne();
      Files.write(output, row.getBytes(0));
      System.out.println(output.getFileName() + " has " + Files.size(output) + " bytes");
      // endregion

      // region stream
      try (InputStream in = Files.newInputStream(image)) { // the same without reading it first
        cur.execute("UPDATE files SET data = %s WHERE filename = %s", in, "image.png");
      }
      // endregion
      cur.execute("SELECT length(data), sha256(data) = sha256(%s) FROM files", binaryData);
      System.out.println(cur.fetchOne());
    }
  }
}
