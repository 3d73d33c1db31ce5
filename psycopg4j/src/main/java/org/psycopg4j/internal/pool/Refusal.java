// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

/** Why somebody gets no place. */
public enum Refusal {
  /** The places are closed, for good. */
  CLOSED,
  /** As many wait already as may wait. */
  TOO_MANY_WAITING
}
