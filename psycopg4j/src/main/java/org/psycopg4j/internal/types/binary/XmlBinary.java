// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.nio.charset.StandardCharsets;
import org.psycopg4j.internal.types.Decoding;

/**
 * xml in binary format: its text, and a declaration of the client's encoding, unless that is UTF8
 * (PostgreSQL manual, "Encoding Handling"). The text format has none, so it reads UTF8 only.
 */
public final class XmlBinary extends StringBinary {
  public XmlBinary() {
    super("xml");
  }

  @Override
  public boolean reads(Decoding settings) {
    return settings.charset().equals(StandardCharsets.UTF_8);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    return ctx.text(buf, off, len);
  }
}
