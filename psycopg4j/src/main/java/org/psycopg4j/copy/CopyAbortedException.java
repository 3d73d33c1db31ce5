// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.copy;

import java.io.IOException;

/**
 * A {@link CopySource} gives the COPY up, for a reason that the server is told in these words: its
 * error has them in its message. Of other exceptions it is told the class and the message.
 */
public final class CopyAbortedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The reason, as the server is told it. */
  public CopyAbortedException(String reason) {
    super(reason);
  }
}
