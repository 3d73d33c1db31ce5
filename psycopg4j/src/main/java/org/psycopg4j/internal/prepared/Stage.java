// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.engine.Exchange;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.SendBuffer;

/** A part of a {@link StagedExchange}: what is sent at once, up to the answer's end. */
abstract class Stage {
  /** Writes its messages. */
  abstract void send(SendBuffer out);

  /** Takes a message of the answer, as {@link Exchange} does. */
  abstract void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out);

  /** Takes an error. */
  abstract void onError(Diagnostics error, SendBuffer out);

  /** Takes a ReadyForQuery. What comes then: this again, another stage, or null after the last. */
  abstract @Nullable Stage onReady();

  /** For a message that has no place here. */
  static MalformedMessageException unexpected(byte tag) {
    return new MalformedMessageException(
        "the server sent a message of type '%c' while running a prepared statement"
            .formatted((char) tag));
  }
}
