// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/** Why each place that was tried did not let us in. For one thread at a time. */
final class Failures {
  private final List<String> messages = new ArrayList<>();
  private @Nullable Exception last;

  void add(String message, Exception cause) {
    messages.add(message);
    last = cause;
  }

  /** Takes an error's message, which has those before it, in place of all. */
  void replaceBy(OperationalException error) {
    messages.clear();
    add(String.valueOf(error.getMessage()), error);
  }

  /** All of them, with a message behind them. */
  String before(String message) {
    return messages.isEmpty() ? message : String.join("\n", messages) + "\n" + message;
  }

  /** The error of an attempt that nobody has let in. */
  OperationalException error() {
    String message = String.join("\n", messages);
    Exception cause = last;
    if (cause instanceof OperationalException only && messages.size() == 1) {
      return only;
    }
    return cause == null
        ? new OperationalException(message)
        : new OperationalException(message, cause);
  }
}
