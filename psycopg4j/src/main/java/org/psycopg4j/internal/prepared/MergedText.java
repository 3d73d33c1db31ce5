// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

/**
 * A statement with its arguments merged in, as the simple protocol has it: written when asked for.
 */
public interface MergedText extends LaterText {
  /**
   * Where the literal in a placeholder's place begins.
   *
   * @param placeholder the placeholder's number, from 0
   * @return the number of its first character, from 1
   */
  int position(int placeholder);
}
