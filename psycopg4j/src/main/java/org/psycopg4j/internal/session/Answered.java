// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.types.Decoding;

/** Who is told of the answer to a request that is polled for, on the thread that polls. */
@FunctionalInterface
public interface Answered {
  /**
   * The answer is here, and is to be read that way. Holds the lock; an error that it throws is the
   * request's.
   */
  void succeeded(Decoding decoding);

  /** It is an error. Holds the lock; returns what is to be raised. */
  default PsycopgException failed(PsycopgException error) {
    return error;
  }

  /**
   * The request is over, with this error or none, and the lock is let go of: user's code may run.
   */
  default void ended(@Nullable PsycopgException error) {}
}
