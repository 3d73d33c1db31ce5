// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.util.Map;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** An enumerated type as constants; text format and binary format are both the label. */
public final class EnumText extends Decoder {
  private final Map<String, ? extends Enum<?>> constants;

  /** The constants by their labels. */
  public EnumText(String typeName, Map<String, ? extends Enum<?>> constants) {
    super(typeName);
    this.constants = constants;
  }

  @Override
  public Enum<?> decode(byte[] buf, int off, int len, Decoding ctx) {
    Enum<?> constant = constants.get(ctx.text(buf, off, len));
    if (constant == null) {
      throw unparseable(typeName() + ": no constant is registered for its label");
    }
    return constant;
  }
}
