// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.gss.SecurityContext;

/** Who has tickets for GSSAPI, or sees to them. */
public interface GssSource {
  /** Nobody. */
  GssSource NONE =
      new GssSource() {
        @Override
        public boolean isEncrypted() {
          return false;
        }

        @Override
        public @Nullable SecurityContext take() {
          return null;
        }

        @Override
        public void want() {
          throw new OperationalException("authentication method 7 (GSSAPI) is not supported");
        }
      };

  /** Whether the connection is encrypted by GSSAPI, so that the server knows who we are. */
  boolean isEncrypted();

  /** A context whose ticket is there, for one use; null as long as there is none. */
  @Nullable SecurityContext take();

  /** Sees to a ticket. */
  void want();
}
