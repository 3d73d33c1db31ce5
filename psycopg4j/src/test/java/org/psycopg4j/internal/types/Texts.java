// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.psycopg4j.internal.types.catalog.Decoders;

/** Texts decoded as if they stood in the middle of a result. */
final class Texts {
  private static final int BEFORE = 3;

  private Texts() {}

  static Object decode(int oid, String text) {
    return decode(oid, text, Decoding.DEFAULT);
  }

  static Object decode(int oid, String text, Decoding ctx) {
    return decode(oid, text.getBytes(ctx.charset()), ctx);
  }

  /** Digits stand around the value: a decoder that reads beyond it reads a wrong one. */
  static Object decode(int oid, byte[] value, Decoding ctx) {
    byte[] buf = new byte[BEFORE + value.length + BEFORE];
    Arrays.fill(buf, (byte) '7');
    System.arraycopy(value, 0, buf, BEFORE, value.length);
    return Decoders.defaults().text(oid).decode(buf, BEFORE, value.length, ctx);
  }

  static Decoding styles(String dateStyle, String intervalStyle) {
    return new Decoding(
        StandardCharsets.UTF_8, DateStyle.of(dateStyle), IntervalStyle.of(intervalStyle));
  }
}
