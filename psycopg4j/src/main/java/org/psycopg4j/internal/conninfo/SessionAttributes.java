// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.Locale;

/** What a session must be like to be taken (manual: {@code target_session_attrs}). */
public enum SessionAttributes {
  ANY(""),
  READ_WRITE("session is read-only"),
  READ_ONLY("session is not read-only"),
  PRIMARY("server is in hot standby mode"),
  STANDBY("server is not in hot standby mode"),
  /** A standby, or if there is none any. */
  PREFER_STANDBY("server is not in hot standby mode");

  private final String refusal;

  SessionAttributes(String refusal) {
    this.refusal = refusal;
  }

  static SessionAttributes of(String value) {
    for (SessionAttributes one : values()) {
      if (one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(value)) {
        return one;
      }
    }
    throw ConnInfo.impossible(Keyword.TARGET_SESSION_ATTRS, value);
  }

  /** What an error says of a session that is not like that. */
  public String refusal() {
    return refusal;
  }

  /**
   * Whether a session is like that.
   *
   * @param readOnly whether its transactions are read-only unless they say otherwise
   * @param hotStandby whether the server is a standby
   */
  public boolean admit(boolean readOnly, boolean hotStandby) {
    return switch (this) {
      case ANY -> true;
      case READ_WRITE -> !readOnly && !hotStandby;
      case READ_ONLY -> readOnly || hotStandby;
      case PRIMARY -> !hotStandby;
      case STANDBY, PREFER_STANDBY -> hotStandby;
    };
  }
}
