// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;

/** jsonpath in binary format: the version of the format, which is 1, and its text. */
public final class VersionedText extends StringBinary {
  public VersionedText(String typeName) {
    super(typeName);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    if (len < 1 || buf[off] != 1) {
      throw unparseable(typeName());
    }
    return ctx.text(buf, off + 1, len - 1);
  }
}
