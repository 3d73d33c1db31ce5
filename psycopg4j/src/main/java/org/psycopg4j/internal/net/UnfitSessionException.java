// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;

/** A server has let us in, but is not what is wanted, or can't take us now: another one may be. */
final class UnfitSessionException extends IOException {
  private static final long serialVersionUID = 1L;

  UnfitSessionException(String message) {
    super(message);
  }
}
