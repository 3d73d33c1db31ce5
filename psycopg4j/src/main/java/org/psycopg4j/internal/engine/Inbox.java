// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.psycopg4j.errors.Diagnostics;

/**
 * Where the messages go that no request asked for. Called by the holder of the connection's lock,
 * in the order of arrival; it stores them and runs no user's code.
 */
public interface Inbox {
  /** A warning or a message for information: NoticeResponse. */
  void notice(Diagnostics notice);

  /** A notification of a channel that this session listens to: NotificationResponse. */
  void notification(int pid, String channel, String payload);
}
