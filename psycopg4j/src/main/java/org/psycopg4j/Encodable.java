// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Quoting;

/** Whether texts can surely be written in the client's encoding, found out without writing them. */
final class Encodable {
  private static final int LAST_ASCII = 0x7f;
  private static final int LAST_LATIN1 = 0xff;

  private Encodable() {}

  /** Whether all texts among the values, and in lists of them, can be. */
  static boolean areAll(@Nullable Object[] values, Quoting quoting) {
    for (Object value : values) {
      if (!is(value, quoting.charset())) {
        return false;
      }
    }
    return true;
  }

  private static boolean is(@Nullable Object value, Charset charset) {
    if (value instanceof CharSequence text) {
      return is(text, charset);
    } else if (value instanceof Character c) {
      return is(c.toString(), charset);
    } else if (value instanceof Iterable<?> list) {
      for (Object element : list) {
        if (!is(element, charset)) {
          return false;
        }
      }
    } else if (value instanceof Object[] array) {
      for (Object element : array) {
        if (!is(element, charset)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean is(CharSequence text, Charset charset) {
    boolean isUtf8 = charset.equals(StandardCharsets.UTF_8);
    int last = charset.equals(StandardCharsets.ISO_8859_1) ? LAST_LATIN1 : LAST_ASCII;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUtf8 && Character.isHighSurrogate(c)) {
        if (++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      } else if (isUtf8 ? Character.isLowSurrogate(c) : c > last) {
        return false;
      }
    }
    return true;
  }
}
