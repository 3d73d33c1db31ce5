// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * By which methods we let a server authenticate us (manual: {@code require_auth}).
 *
 * @param setting what was set, for errors
 * @param accepted the methods' names; null is any
 */
public record AuthRequirement(String setting, @Nullable Set<String> accepted) {
  /** Any method, or none. */
  public static final AuthRequirement ANY = new AuthRequirement("", null);

  static final String SCRAM = "scram-sha-256";
  static final String OAUTH = "oauth";
  static final String GSS = "gss";

  /** Raises an error if no method of SASL is accepted. */
  void requireSasl() {
    if (accepted != null && !accepted.contains(OAUTH)) {
      require(SCRAM, "server requested SASL authentication");
    }
  }

  /**
   * Raises an error if a method is not accepted.
   *
   * @param what what the server did
   */
  void require(String method, String what) {
    if (accepted != null && !accepted.contains(method)) {
      throw new OperationalException(
          "authentication method requirement \"%s\" failed: %s".formatted(setting, what));
    }
  }
}
