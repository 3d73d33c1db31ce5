// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.jspecify.annotations.Nullable;

/** Whoever is told of each command that the server has completed for a session. */
public interface CommandWatch {
  /**
   * Takes note of a CommandComplete.
   *
   * @param buf holds the command tag, {@code len} bytes from {@code off} with the zero byte behind
   * @param text the text that the command was in, in the client's encoding; null if it is not known
   */
  void completed(byte[] buf, int off, int len, byte @Nullable [] text);
}
