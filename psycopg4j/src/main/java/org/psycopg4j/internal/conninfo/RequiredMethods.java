// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/** Reads {@code require_auth}: methods of which one has to be used, or those that may not be. */
final class RequiredMethods {
  private static final List<String> METHODS =
      List.of("password", "md5", "gss", "sspi", "scram-sha-256", "oauth", "none");

  private RequiredMethods() {}

  /**
   * The methods that are accepted; null if all are.
   *
   * @throws OperationalException if a method is unknown or named twice, or if some are demanded and
   *     others forbidden
   */
  static @Nullable Set<String> of(String setting) {
    if (setting.isEmpty()) {
      return null;
    }
    boolean forbids = setting.startsWith("!");
    Set<String> named = new HashSet<>();
    for (String one : setting.split(",", -1)) {
      if (one.startsWith("!") != forbids) {
        throw new OperationalException(
            forbids
                ? "require_auth method \"%s\" cannot be mixed with negative methods".formatted(one)
                : "negative require_auth method \"%s\" cannot be mixed with non-negative methods"
                    .formatted(one));
      }
      String method = forbids ? one.substring(1) : one;
      if (!METHODS.contains(method)) {
        throw ConnInfo.impossible(Keyword.REQUIRE_AUTH, one);
      } else if (!named.add(method)) {
        throw new OperationalException(
            "require_auth method \"%s\" is specified more than once".formatted(one));
      }
    }
    if (!forbids) {
      return named;
    }
    Set<String> accepted = new HashSet<>(METHODS);
    accepted.removeAll(named);
    return accepted;
  }
}
