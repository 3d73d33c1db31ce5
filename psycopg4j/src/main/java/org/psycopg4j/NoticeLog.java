// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.ErrorReport;

/**
 * The last 50 notices, as psycopg2 keeps them, and never more than 4 MiB of text: a notice may be
 * as long as a server wishes. Written by the holder of the connection's lock, read by any thread.
 */
final class NoticeLog {
  private static final int MOST = 50;
  private static final int MOST_CHARACTERS = 4 << 20;

  private final List<String> texts = new CopyOnWriteArrayList<>();

  void add(Diagnostics notice) {
    String text = ErrorReport.renderNotice(notice, null);
    long characters = text.length();
    for (String older : texts) {
      characters += older.length();
    }
    while (!texts.isEmpty() && (texts.size() >= MOST || characters > MOST_CHARACTERS)) {
      characters -= texts.remove(0).length();
    }
    texts.add(text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text);
  }

  /** The notices, oldest first; a caller may clear the list. */
  List<String> texts() {
    return texts;
  }
}
