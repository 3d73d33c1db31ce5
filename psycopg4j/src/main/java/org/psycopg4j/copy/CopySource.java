// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;

/**
 * Where the data of a COPY FROM STDIN come from: psycopg2's file with a {@code read()}.
 *
 * <p>The bytes go to the server as they are. It is read by the thread that copies.
 */
@FunctionalInterface
public interface CopySource {
  /**
   * Puts the next bytes at the start of a buffer, which is as long as {@link CopyOptions#size}.
   *
   * @return how many they are; 0 or less at the end
   */
  int read(byte[] buf) throws IOException;

  /** How many bytes there will be altogether; -1 if that is not known. */
  default long totalBytes() {
    return -1;
  }

  /** Is called once when the COPY is over, whether it succeeded or failed. */
  default void close() throws IOException {}

  /** What is left in a stream, which stays open. */
  static CopySource of(InputStream in) {
    return in::read;
  }

  /** What is left in a channel, which stays open and has to be a blocking one. */
  static CopySource of(ReadableByteChannel in) {
    return buf -> in.read(ByteBuffer.wrap(buf));
  }

  /** A file's bytes. The file is opened when the first ones are wanted. */
  static CopySource of(Path file) {
    return new FileSource(file);
  }
}
