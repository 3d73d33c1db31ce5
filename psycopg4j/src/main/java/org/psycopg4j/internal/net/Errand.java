// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** Something that somebody else sees to before a connection can be opened. */
sealed interface Errand permits GssErrand, TokenErrand {
  /**
   * Whether it is done.
   *
   * @throws org.psycopg4j.errors.OperationalException if it can't be
   */
  boolean poll();

  /** Opens the channel that gets readable when it is done. */
  SelectableChannel wakeUp() throws IOException;
}
