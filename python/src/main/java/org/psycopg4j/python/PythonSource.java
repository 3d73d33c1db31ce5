// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.io.IOException;
import org.psycopg4j.copy.CopyAbortedException;
import org.psycopg4j.copy.CopySource;

/** What a file of Python's gives to a COPY; it may give more at a time than it is asked for. */
final class PythonSource implements CopySource {
  private final PyCursor.Reader reader;
  private final int size;
  private byte[] left = new byte[0];
  private int at;
  private String failure = "error in .read() call";

  PythonSource(PyCursor.Reader reader, int size) {
    this.reader = reader;
    this.size = size;
  }

  /** What the server is told when the file could not be read. */
  void fails(String reason) {
    failure = reason;
  }

  @Override
  public int read(byte[] buf) throws IOException {
    if (at == left.length) {
      String read = reader.read(size);
      if (read == null) {
        throw new CopyAbortedException(failure);
      }
      left = Bytes.arrived(read);
      at = 0;
    }
    int count = Math.min(buf.length, left.length - at);
    System.arraycopy(left, at, buf, 0, count);
    at += count;
    return count;
  }
}
