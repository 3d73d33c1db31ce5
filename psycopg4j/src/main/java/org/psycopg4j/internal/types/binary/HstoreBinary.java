// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;

/**
 * hstore as {@code hstore_send} writes it: a 32-bit count, then keys and values in turn, each
 * behind its 32-bit length; -1 is NULL. The map cannot be changed and has the server's order.
 */
public final class HstoreBinary extends Decoder {
  private static final int NULL = -1;

  public HstoreBinary() {
    super("hstore");
  }

  @Override
  public Map<String, @Nullable String> decode(byte[] buf, int off, int len, Decoding ctx) {
    int end = off + len;
    int count = len < 4 ? -1 : Bytes.int32(buf, off);
    if (count < 0 || count > len / 8) { // a pair takes eight bytes at the least
      throw malformed();
    }
    Map<String, @Nullable String> map = new LinkedHashMap<>();
    int at = off + 4;
    for (int i = 0; i < count; i++) {
      int keyLength = length(buf, at, end);
      if (keyLength == NULL) {
        throw malformed();
      }
      int valueAt = at + 4 + keyLength;
      int valueLength = length(buf, valueAt, end);
      map.put(
          ctx.text(buf, at + 4, keyLength),
          valueLength == NULL ? null : ctx.text(buf, valueAt + 4, valueLength));
      at = valueAt + 4 + Math.max(0, valueLength);
    }
    if (at != end) {
      throw malformed();
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    StringBuilder text = new StringBuilder();
    decode(buf, off, len, ctx)
        .forEach(
            (key, value) -> {
              QuotedText.hstore(key, text.append(text.length() == 0 ? "" : ", "));
              text.append("=>");
              if (value == null) {
                text.append("NULL");
              } else {
                QuotedText.hstore(value, text);
              }
            });
    return text.toString();
  }

  private static int length(byte[] buf, int at, int end) {
    int length = end - at < 4 ? Integer.MIN_VALUE : Bytes.int32(buf, at);
    if (length < NULL || length > end - at - 4) {
      throw malformed();
    }
    return length;
  }

  private static InterfaceException malformed() {
    return new InterfaceException("error parsing hstore");
  }
}
