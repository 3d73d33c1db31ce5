// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.time.ZoneOffset;
import org.psycopg4j.errors.NotSupportedException;

/** The abbreviation of a time zone, which is all that the styles other than ISO show of it. */
final class ZoneText {
  private ZoneText() {}

  /** The offset of UTC, or of an abbreviation that is a number ({@code -03}, {@code +0545}). */
  static ZoneOffset offset(byte[] buf, int start, int end) {
    if (Digits.matches(buf, start, end, "UTC") || Digits.matches(buf, start, end, "GMT")) {
      return ZoneOffset.UTC;
    }
    int length = end - start;
    boolean signed = length > 0 && (buf[start] == '+' || buf[start] == '-');
    if (signed && (length == 3 || length == 5) && Digits.end(buf, start + 1, end) == end) {
      int hours = Digits.two(buf, start + 1, end, "time");
      int minutes = length == 5 ? Digits.two(buf, start + 3, end, "time") : 0;
      if (hours < 18 && minutes < 60) {
        int seconds = (hours * 60 + minutes) * 60;
        return ZoneOffset.ofTotalSeconds(buf[start] == '-' ? -seconds : seconds);
      }
    }
    throw new NotSupportedException(
        "the session's DateStyle shows only the abbreviation of the time zone, which does not say"
            + " its offset: use DateStyle ISO");
  }
}
