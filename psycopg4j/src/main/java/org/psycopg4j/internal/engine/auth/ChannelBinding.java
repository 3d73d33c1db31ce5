// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * What binds SCRAM to the TLS connection, so that nobody in the middle can pass it on (manual:
 * {@code channel_binding}; RFC 5929: tls-server-end-point).
 *
 * @param mode whether it is wanted
 * @param endPoint the server certificate's hash, null if its signature has none; itself null if
 *     there is no TLS
 */
public record ChannelBinding(Mode mode, @Nullable Supplier<byte @Nullable []> endPoint) {
  /** That of a way without TLS, which nobody minds. */
  public static final ChannelBinding NONE = new ChannelBinding(Mode.PREFER, null);

  /** The values of channel_binding. */
  public enum Mode {
    DISABLE,
    PREFER,
    REQUIRE
  }

  /** What to bind to, null if to nothing: libpq refuses what has no hash even where it may. */
  byte @Nullable [] hash() {
    if (mode == Mode.DISABLE || endPoint == null) {
      return null;
    }
    byte[] hash = endPoint.get();
    if (hash == null && mode == Mode.REQUIRE) {
      throw new OperationalException(
          "channel binding required, but the signature of the server's certificate has no hash to"
              + " bind to");
    }
    return hash;
  }

  /** Raises an error if a method that binds nothing is not enough. */
  void requireNone() {
    if (mode == Mode.REQUIRE) {
      throw new OperationalException(
          "channel binding required but not supported by server's authentication request");
    }
  }

  /** Raises an error if what could be negotiated is not enough. */
  void requireOffered(boolean isOffered) {
    if (mode == Mode.REQUIRE && endPoint == null) {
      throw new OperationalException("channel binding required, but SSL not in use");
    }
    if (mode == Mode.REQUIRE && !isOffered) {
      throw new OperationalException(
          "channel binding is required, but server did not offer an authentication method that"
              + " supports channel binding");
    }
  }

  /** Raises an error if the server lets us in without it, and that is not enough. */
  void requireBound(boolean isBound) {
    if (mode == Mode.REQUIRE && !isBound) {
      throw new OperationalException(
          "channel binding required, but server authenticated client without channel binding");
    }
  }
}
