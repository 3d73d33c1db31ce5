// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;

/** Where a listener's thread puts its events: a handler, a queue or a subscription. */
interface EventSink {
  /** Takes the next event. */
  void offer(ListenerEvent event);

  /** Nothing more will come: for this reason, or null if the listener was closed. */
  void end(@Nullable PsycopgException reason);
}
