// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

/** Who has lent a connection, and takes it back when its user closes it. For any thread. */
@FunctionalInterface
public interface Lender {
  /** The user has closed the connection, for the first time or again. */
  void takeBack(AutoCloseable connection);
}
