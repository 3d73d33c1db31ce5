// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.text.JsonText;
import org.psycopg4j.types.JsonCodec;

/** jsonb as {@code jsonb_send} writes it: a byte 1, its version, and then the text. */
public final class JsonbBinary extends Decoder {
  private static final int VERSION = 1;

  private final JsonText text;

  /** Values as the installed codec reads them, which is looked for at the first; else as text. */
  public JsonbBinary() {
    super("jsonb");
    this.text = new JsonText(typeName());
  }

  /** Values as that codec reads them. */
  public JsonbBinary(JsonCodec codec) {
    super("jsonb");
    this.text = new JsonText(typeName(), codec);
  }

  @Override
  public @Nullable Object decode(byte[] buf, int off, int len, Decoding ctx) {
    requireVersion(buf, off, len);
    return text.decode(buf, off + 1, len - 1, ctx);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    requireVersion(buf, off, len);
    return text.decodeString(buf, off + 1, len - 1, ctx);
  }

  private static void requireVersion(byte[] buf, int off, int len) {
    if (len < 1 || buf[off] != VERSION) {
      throw unparseable("jsonb");
    }
  }
}
