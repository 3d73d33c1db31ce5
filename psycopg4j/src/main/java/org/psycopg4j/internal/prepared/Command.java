// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a command that was completed means to prepared statements, by its tag. */
enum Command {
  /** Nothing. */
  HARMLESS,
  /** Nothing, but for {@code SELECT INTO} and the like. */
  SELECT,
  /** A setting has changed. */
  SET,
  /** A transaction has begun. */
  BEGIN,
  /** A transaction has ended, or was undone to a savepoint. */
  END,
  /** The server has forgotten statements. */
  DISCARD,
  /** Anything: tables, functions or types may be others now. */
  OTHER;

  /* Settings that change neither what a text means nor how a value is read or written. A name with
  a point in it is an application's own. */
  private static final Pattern HARMLESS_SET =
      Pattern.compile(
          "\\s*set\\s+(?:(?:local|session)\\s+)?(?:"
              + "(?:statement_timeout|lock_timeout|idle_in_transaction_session_timeout"
              + "|idle_session_timeout|transaction_timeout|work_mem|maintenance_work_mem|temp_buffers"
              + "|application_name|synchronous_commit|client_min_messages|log_\\w+|auto_explain\\.\\w+"
              + "|enable_\\w+|max_parallel_\\w+|random_page_cost|seq_page_cost|jit\\w*|geqo\\w*|track_\\w+"
              + "|\\w+\\.\\w+)\\s*(?:=|\\bto\\b)[^;]*"
              + "|transaction\\s[^;]*|session\\s+characteristics\\s[^;]*)\\s*;?\\s*",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_SET = 500;

  /** What the command tag in a CommandComplete's body stands for. */
  static Command of(byte[] buf, int off, int len) {
    return switch (buf[off]) {
      case 'S' -> ofS(buf, off, len);
      case 'I' -> is(buf, off, len, "INSERT") ? HARMLESS : OTHER;
      case 'U' -> is(buf, off, len, "UPDATE") || is(buf, off, len, "UNLISTEN") ? HARMLESS : OTHER;
      case 'M' -> is(buf, off, len, "MERGE") || is(buf, off, len, "MOVE") ? HARMLESS : OTHER;
      case 'F' -> is(buf, off, len, "FETCH") ? HARMLESS : OTHER;
      case 'B' -> BEGIN;
      case 'R' -> ofR(buf, off, len);
      case 'C' -> ofC(buf, off, len);
      case 'D' -> ofD(buf, off, len);
      case 'L' -> is(buf, off, len, "LISTEN") || is(buf, off, len, "LOCK") ? HARMLESS : OTHER;
      case 'N' -> is(buf, off, len, "NOTIFY") ? HARMLESS : OTHER;
      case 'P' ->
          is(buf, off, len, "PREPARE TRANSACTION") ? END : harmless(buf, off, len, "PREPARE");
      case 'E' -> harmless(buf, off, len, "EXPLAIN");
      case 'V' -> harmless(buf, off, len, "VACUUM");
      case 'A' -> harmless(buf, off, len, "ANALYZE");
      case 'T' -> harmless(buf, off, len, "TRUNCATE TABLE");
      default -> OTHER;
    };
  }

  private static Command ofS(byte[] buf, int off, int len) {
    if (is(buf, off, len, "SELECT")) {
      return SELECT;
    } else if (is(buf, off, len, "SET")) {
      return SET;
    } else if (is(buf, off, len, "START TRANSACTION")) {
      return BEGIN;
    }
    return is(buf, off, len, "SAVEPOINT") || is(buf, off, len, "SHOW") ? HARMLESS : OTHER;
  }

  private static Command ofR(byte[] buf, int off, int len) {
    if (is(buf, off, len, "ROLLBACK")) {
      return END;
    }
    return harmless(buf, off, len, "RELEASE");
  }

  private static Command ofC(byte[] buf, int off, int len) {
    if (is(buf, off, len, "COMMIT")) {
      return END;
    }
    return is(buf, off, len, "COPY") || is(buf, off, len, "CLOSE CURSOR") ? HARMLESS : OTHER;
  }

  private static Command ofD(byte[] buf, int off, int len) {
    if (is(buf, off, len, "DELETE") || is(buf, off, len, "DECLARE CURSOR")) {
      return HARMLESS;
    }
    return is(buf, off, len, "DISCARD ALL") || is(buf, off, len, "DEALLOCATE") ? DISCARD : OTHER;
  }

  private static Command harmless(byte[] buf, int off, int len, String words) {
    return is(buf, off, len, words) ? HARMLESS : OTHER;
  }

  /** Whether the tag begins with these words. */
  private static boolean is(byte[] buf, int off, int len, String words) {
    int length = words.length();
    if (len <= length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (buf[off + i] != words.charAt(i)) {
        return false;
      }
    }
    byte next = buf[off + length];
    return next == 0 || next == ' ';
  }

  /** Whether a text that selects may make a table or change a setting. */
  static boolean mayChangeMore(byte[] text) {
    return contains(text, "into") || contains(text, "set_config");
  }

  /** Whether a text, which is in any encoding that has ASCII in it, has a word in any case. */
  private static boolean contains(byte[] text, String word) {
    int last = text.length - word.length();
    for (int i = 0; i <= last; i++) {
      int j = 0;
      while (j < word.length() && lower(text[i + j]) == word.charAt(j)) {
        j++;
      }
      if (j == word.length()) {
        return true;
      }
    }
    return false;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  /** Whether a text is one SET of what changes neither a statement's meaning nor its result. */
  static boolean setsWhatIsHarmless(byte[] text) {
    return text.length <= LONGEST_SET
        && HARMLESS_SET
            .matcher(new String(text, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
            .matches();
  }
}
