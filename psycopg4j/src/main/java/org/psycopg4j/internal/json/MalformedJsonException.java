// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.json;

/** A text is not the JSON that was expected. The message shows none of its values. */
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String message) {
    super(message);
  }
}
