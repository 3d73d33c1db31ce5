// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What proves who we are, and what we demand of the proof.
 *
 * @param password the password, which is asked for when the server wants one; null if there is none
 * @param keys SCRAM's keys in place of the password; null if there are none
 * @param tokens who has tokens, or sees to them; null if nobody
 * @param gss who has tickets, or sees to them
 * @param binding what binds the proof to the connection
 * @param required by which methods it may be asked for
 */
public record Credentials(
    Supplier<@Nullable String> password,
    @Nullable ScramKeys keys,
    @Nullable TokenSource tokens,
    GssSource gss,
    ChannelBinding binding,
    AuthRequirement required) {

  /** A password, or none, for any method, which nothing binds. */
  public static Credentials of(@Nullable String password) {
    return new Credentials(
        () -> password, null, null, GssSource.NONE, ChannelBinding.NONE, AuthRequirement.ANY);
  }

  @Override
  public String toString() {
    return "Credentials"; // never the password
  }
}
