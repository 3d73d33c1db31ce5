// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

/** What the value of {@link Cursor#scroll(long, ScrollMode)} counts from. */
public enum ScrollMode {
  /** From the current position. */
  RELATIVE,
  /** From the first row. */
  ABSOLUTE
}
