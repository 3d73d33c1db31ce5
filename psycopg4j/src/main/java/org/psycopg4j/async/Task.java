// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

/**
 * What has the connection to itself when its turn comes, or shares it with others of its kind. For
 * the loop's thread.
 */
interface Task {
  /** Its turn has come: it tells its lane when it has finished, perhaps at once. */
  void start();

  /** Whether it can start while others that said so are under way. */
  default boolean mayJoin() {
    return false;
  }

  /** Whether nobody waits for it any more: then it isn't started. */
  boolean isGone();

  /** It ends with this error, now if it has not been started, or as soon as it can. */
  void fail(Throwable reason);
}
