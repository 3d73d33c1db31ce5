// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.types.JsonCodec;

/**
 * json and jsonb as text, which is json's binary format too: the object that a codec makes of it.
 *
 * <p>JSON's null is null, as SQL's is.
 */
public final class JsonText extends Decoder {
  private final @Nullable JsonCodec codec;

  /** Values as the installed codec reads them, which is looked for at the first; else as text. */
  public JsonText(String typeName) {
    super(typeName);
    this.codec = null;
  }

  /** Values as that codec reads them. */
  public JsonText(String typeName, JsonCodec codec) {
    super(typeName);
    this.codec = codec;
  }

  @Override
  public @Nullable Object decode(byte[] buf, int off, int len, Decoding ctx) {
    String text = ctx.text(buf, off, len);
    JsonCodec reader = codec == null ? JsonCodec.installed() : codec;
    if (reader == null) {
      return text;
    }
    try {
      return reader.loads(text);
    } catch (DataException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) { // nested more deeply than the codec can
      throw new DataException("the codec cannot read a value of type " + typeName(), e);
    }
  }
}
