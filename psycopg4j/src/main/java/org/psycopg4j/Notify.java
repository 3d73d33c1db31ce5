// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import org.psycopg4j.internal.rows.RowText;

/**
 * A notification that another session, or this one, has sent with NOTIFY ({@code
 * psycopg2.extensions.Notify}).
 *
 * <p>Two are equal if all three components are, as in psycopg2. There one is equal to the tuple of
 * its first two as well, whatever the payload; here it is not equal to anything else.
 *
 * @param pid the server's process number of the session that sent it
 * @param channel the channel it was sent on
 * @param payload its text, empty if it has none; less than 8000 bytes, unless the server was built
 *     otherwise
 */
public record Notify(int pid, String channel, String payload) {
  /** As psycopg2 prints it: {@code Notify(4711, 'jobs', '42')}. */
  @Override
  public String toString() {
    return "Notify" + RowText.of(List.of(pid, channel, payload));
  }
}
