// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.copy.CopyProgress;

/** Counts what a COPY has copied and tells a listener now and then. Belongs to one COPY. */
public final class ProgressMeter {
  private static final long INTERVAL = 256 << 10;

  private final @Nullable CopyProgress listener;
  private final long totalBytes;
  private long bytes;
  private long rows;
  private long told;

  public ProgressMeter(@Nullable CopyProgress listener, long totalBytes) {
    this.listener = listener;
    this.totalBytes = totalBytes;
  }

  /** Counts a piece of text, a row to each line end in it. */
  void text(byte[] buf, int off, int len) {
    if (listener != null) {
      long lines = 0;
      for (int i = off; i < off + len; i++) {
        if (buf[i] == '\n') {
          lines++;
        }
      }
      add(len, lines);
    }
  }

  /** Counts so much. */
  public void add(long moreBytes, long moreRows) {
    bytes += moreBytes;
    rows += moreRows;
    if (bytes - told >= INTERVAL) {
      tell();
    }
  }

  /** Tells of the end. */
  public void end() {
    if (bytes != told || bytes == 0) {
      tell();
    }
  }

  private void tell() {
    told = bytes;
    if (listener != null) {
      listener.copied(bytes, rows, totalBytes);
    }
  }
}
