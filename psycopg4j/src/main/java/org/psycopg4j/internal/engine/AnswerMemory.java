// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.wire.RowDescription;

/**
 * What the last answer looked like: a statement that is executed again and again is described in
 * the same bytes each time, and these are not parsed twice.
 *
 * <p>Belongs to one cursor; used by the holder of the connection's lock.
 */
public final class AnswerMemory {
  private byte[] description = {};
  private @Nullable Charset charset;
  private @Nullable RowDescription columns;
  private String tag = "";

  /** The columns that the body of a RowDescription message describes. */
  RowDescription columns(byte[] buf, int off, int len, Charset names) {
    RowDescription known = columns;
    if (known != null
        && names.equals(charset)
        && Arrays.equals(description, 0, description.length, buf, off, off + len)) {
      return known;
    }
    RowDescription parsed = RowDescription.parse(buf, off, len, names);
    description = Arrays.copyOfRange(buf, off, off + len);
    charset = names;
    columns = parsed;
    return parsed;
  }

  /** The command tag in the body of a CommandComplete message. */
  public String tag(byte[] buf, int off, int len) {
    int length = len > 0 && buf[off + len - 1] == 0 ? len - 1 : len;
    if (!isTag(buf, off, length)) {
      tag = new String(buf, off, length, StandardCharsets.US_ASCII);
    }
    return tag;
  }

  private boolean isTag(byte[] buf, int off, int length) {
    if (tag.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (tag.charAt(i) != buf[off + i]) {
        return false;
      }
    }
    return true;
  }
}
