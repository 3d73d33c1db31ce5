// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.ErrorReport;

/**
 * The last notices, 50 as psycopg2 keeps them unless another number is wanted, and never more than
 * 4 MiB of text: a notice may be as long as a server wishes. Written by the holder of the
 * connection's lock, read by any thread.
 */
public final class NoticeLog {
  /** How many psycopg2 keeps. */
  public static final int DEFAULT_MOST = 50;

  private static final int MOST_CHARACTERS = 4 << 20;

  private final int most;
  private final List<String> texts = new CopyOnWriteArrayList<>();

  /** A log of the last {@code most} notices; of none if that is 0. */
  public NoticeLog(int most) {
    this.most = most;
  }

  /** Keeps a notice, and forgets the oldest if there are too many. */
  public void add(Diagnostics notice) {
    if (most == 0) {
      return;
    }
    String text = ErrorReport.renderNotice(notice, null);
    // Of a copy: another thread may clear the list meanwhile.
    List<String> older = List.copyOf(texts);
    long characters = text.length() + older.stream().mapToLong(String::length).sum();
    for (int i = 0; i < older.size(); i++) {
      if (older.size() - i < most && characters <= MOST_CHARACTERS) {
        break;
      }
      characters -= older.get(i).length();
      texts.remove(older.get(i)); // the first that is equal, and that is the oldest
    }
    texts.add(text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text);
  }

  /** The notices, oldest first; a caller may clear the list. */
  public List<String> texts() {
    return texts;
  }
}
