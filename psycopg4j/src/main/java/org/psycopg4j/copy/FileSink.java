// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.copy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that is written from its start; of no data, an empty one. */
final class FileSink implements CopySink {
  private final Path file;
  private @Nullable OutputStream out;

  FileSink(Path file) {
    this.file = file;
  }

  @Override
  public void write(byte[] buf, int off, int len) throws IOException {
    open().write(buf, off, len);
  }

  private OutputStream open() throws IOException {
    OutputStream open = out;
    if (open == null) {
      open = Files.newOutputStream(file);
      out = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    open().close();
  }
}
