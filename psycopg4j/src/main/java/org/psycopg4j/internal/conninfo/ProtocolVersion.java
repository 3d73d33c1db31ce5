// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import org.psycopg4j.errors.OperationalException;

/** Reads {@code min_protocol_version} and {@code max_protocol_version}. */
final class ProtocolVersion {
  private static final int V3_0 = 3 << 16;
  private static final int V3_2 = 3 << 16 | 2;

  private ProtocolVersion() {}

  /** The major number, and the minor in 16 bits; 3.0 if nothing is set. */
  static int of(Keyword keyword, String value) {
    return switch (value) {
      case "", "3.0" -> V3_0;
      case "3.2", "latest" -> V3_2;
      default -> throw ConnInfo.impossible(keyword, value);
    };
  }

  /** Raises an error if no version is as old as the newest and as new as the oldest. */
  static void requireRange(int oldest, int newest) {
    if (oldest > newest) {
      throw new OperationalException(
          "\"min_protocol_version\" is greater than \"max_protocol_version\"");
    }
  }
}
