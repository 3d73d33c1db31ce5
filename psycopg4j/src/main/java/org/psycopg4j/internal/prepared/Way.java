// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

/** The way back from a prepared statement that could not be bound. */
enum Way {
  /** There is no transaction: the statement can just be sent again. */
  AGAIN,
  /** It is the transaction's first statement: the transaction is begun anew. */
  CHAIN,
  /** It is not the first: a savepoint is set before it. */
  SAVEPOINT,
  /**
   * None is needed but for wrong values: it was executed in this transaction before, which keeps
   * the locks that keep what it uses as it was.
   */
  NONE,
  /** It is one of several whose order doesn't matter: it is sent again behind the others. */
  LAST
}
