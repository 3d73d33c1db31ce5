// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What SCRAM spends its time on: a password hashed with its salt some thousand times. They may be
 * kept, for a server sends a role's salt each time it logs in. For any thread.
 */
final class SaltedPasswords {
  private final boolean keep;
  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

  SaltedPasswords(boolean keep) {
    this.keep = keep;
  }

  byte[] get(String password, String salt, int iterations) {
    if (!keep) {
      return Scram.salted(password, salt, iterations);
    }
    return kept.computeIfAbsent(
        password + ' ' + salt + ' ' + iterations, key -> Scram.salted(password, salt, iterations));
  }
}
