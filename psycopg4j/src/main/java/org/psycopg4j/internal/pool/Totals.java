// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

/** What has happened so far: the sums in {@link Counts}. For the holder of the places' lock. */
final class Totals {
  long requests;
  long again;
  long queued;
  long served;
  long left;
  long refusedClosed;
  long refusedTooMany;
  long ordered;
  long opened;
  long openFailed;
  long gone;
}
