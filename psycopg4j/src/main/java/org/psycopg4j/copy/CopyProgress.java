// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.copy;

/**
 * Is told how far a COPY has come, every 256 KiB or so, and once at its end if that is a good one.
 *
 * <p>It is called on the copying thread, which holds no lock but has the connection to itself:
 * using that here is an error. What it throws ends the COPY as a failing source or sink does.
 */
@FunctionalInterface
public interface CopyProgress {
  /**
   * Takes note of what was copied so far.
   *
   * @param bytes of data, as they are on the wire
   * @param rows whole rows among them; in text format, line ends
   * @param totalBytes how many bytes it will be, -1 if nobody knows; known of a file
   */
  void copied(long bytes, long rows, long totalBytes);
}
