// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.io.IOException;
import java.io.Writer;
import java.util.function.Supplier;
import org.psycopg4j.copy.CopySink;
import org.psycopg4j.internal.types.Decoding;

/**
 * A Writer that gets the characters of what comes in the client's encoding; bytes that are none are
 * an error. It is not flushed and stays open.
 */
public final class WriterSink implements CopySink {
  private final Writer out;
  private final Supplier<Decoding> decoding;

  /** A sink whose encoding is known once the statement is under way. */
  public WriterSink(Writer out, Supplier<Decoding> decoding) {
    this.out = out;
    this.decoding = decoding;
  }

  @Override
  public void write(byte[] buf, int off, int len) throws IOException {
    out.write(decoding.get().text(buf, off, len));
  }
}
