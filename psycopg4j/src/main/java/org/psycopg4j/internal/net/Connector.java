// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.engine.Inbox;

/** Opens sessions and waits for them. */
public final class Connector {
  private Connector() {}

  /**
   * Opens a session.
   *
   * @throws OperationalException if no address lets us in: the message tells what each one said,
   *     and a server's refusal has its SQLSTATE
   */
  public static Session connect(ConnInfo info, Inbox inbox) {
    return new Opening(info, inbox).finish();
  }
}
