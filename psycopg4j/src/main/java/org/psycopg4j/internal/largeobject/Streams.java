// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import java.io.IOException;
import java.util.function.Supplier;
import org.psycopg4j.errors.PsycopgException;

/** What Java's streams over an object have in common: their errors are IOExceptions. */
final class Streams {
  private Streams() {}

  /** An error as java.io has it: the same message, and the error for its cause. */
  static IOException failed(PsycopgException e) {
    return new IOException(e.getMessage(), e);
  }

  static <T> T get(Supplier<T> work) throws IOException {
    try {
      return work.get();
    } catch (PsycopgException e) {
      throw failed(e);
    }
  }

  static void requireOpen(OpenObject object) throws IOException {
    try {
      object.requireNotClosed();
    } catch (PsycopgException e) {
      throw failed(e);
    }
  }

  /** Closes a stream, which closes the object. */
  static void close(OpenObject object) throws IOException {
    try {
      object.close();
    } catch (PsycopgException e) {
      throw failed(e);
    }
  }
}
