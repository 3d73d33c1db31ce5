// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

/** The number of rows at the end of a command tag (manual: "Message Formats", CommandComplete). */
final class CommandCount {
  private CommandCount() {}

  /** The number in the body of a CommandComplete, -1 if the command is not about rows. */
  static long of(byte[] buf, int off, int len) {
    int end = off + len - 1; // of the zero byte
    int start = end;
    while (start > off && buf[start - 1] >= '0' && buf[start - 1] <= '9') {
      start--;
    }
    if (start == end || start == off || buf[start - 1] != ' ') {
      return -1;
    }
    long count = 0;
    for (int i = start; i < end; i++) {
      count = count * 10 + (buf[i] - '0');
    }
    return count;
  }
}
