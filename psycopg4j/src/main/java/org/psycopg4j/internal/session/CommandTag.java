// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.jspecify.annotations.Nullable;

/** What CommandComplete says was done, such as {@code INSERT 0 1} (manual: "Message Formats"). */
public final class CommandTag {
  private CommandTag() {}

  /** The number of rows at the end of a tag, -1 if there is none. */
  public static long rowCount(@Nullable String tag) {
    if (tag == null) {
      return -1;
    }
    int space = tag.lastIndexOf(' ');
    if (space < 0 || space + 1 == tag.length() || tag.length() - space > 19) {
      return -1;
    }
    long count = 0;
    for (int i = space + 1; i < tag.length(); i++) {
      char c = tag.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      count = count * 10 + (c - '0');
    }
    return count;
  }
}
