// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

/** In whose hand a connection is that has a place and isn't idle. */
public enum Hand {
  /** In a user's: {@code poll}, {@code join} or a grant has lent it. */
  LENT,
  /** In upkeep's, which took the oldest. */
  TAKEN,
  /** In the supply's: it is being opened. */
  ORDERED,
  /** In that of whoever closes it, for it wasn't kept, or was handed out to be closed. */
  UNWANTED
}
