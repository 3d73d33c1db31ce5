// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The bytes of a file, which is opened at the first read. */
final class FileSource implements CopySource {
  private final Path file;
  private @Nullable InputStream in;

  FileSource(Path file) {
    this.file = file;
  }

  @Override
  public int read(byte[] buf) throws IOException {
    InputStream open = in;
    if (open == null) {
      open = Files.newInputStream(file);
      in = open;
    }
    return open.read(buf);
  }

  @Override
  public long totalBytes() {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : -1;
    } catch (IOException e) {
      return -1; // the read will say why
    }
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
