// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.copy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * Where the data of a COPY TO STDOUT go: psycopg2's file with a {@code write()}.
 *
 * <p>The bytes are as the server sent them, whole rows at a time. It is written to by the thread
 * that copies.
 */
@FunctionalInterface
public interface CopySink {
  /** Takes {@code len} bytes of {@code buf} from {@code off}, valid during the call only. */
  void write(byte[] buf, int off, int len) throws IOException;

  /** Is called once when the COPY is over, whether it succeeded or failed. */
  default void close() throws IOException {}

  /** A stream, which is not flushed and stays open. */
  static CopySink of(OutputStream out) {
    return out::write;
  }

  /** A channel, which stays open and has to be a blocking one. */
  static CopySink of(WritableByteChannel out) {
    return (buf, off, len) -> {
      ByteBuffer bytes = ByteBuffer.wrap(buf, off, len);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    };
  }

  /** A file, which is made, or emptied, when the first bytes come or at the end. */
  static CopySink of(Path file) {
    return new FileSink(file);
  }
}
