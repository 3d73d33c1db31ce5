// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

/** Says that a request has to wait until those that are under way are answered. */
public final class NotYet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotYet() {
    super("requests are under way", null, false, false);
  }
}
