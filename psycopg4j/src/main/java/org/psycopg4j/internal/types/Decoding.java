// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.psycopg4j.errors.DataException;

/**
 * The session's settings that a result was written under: a value can be read only with these.
 *
 * <p>The server reports them as parameters (PostgreSQL manual, "Asynchronous Operations"), and they
 * can change with every statement, so a result keeps those it was born with.
 */
public record Decoding(
    Charset charset, DateStyle dateStyle, IntervalStyle intervalStyle, SessionZone zone) {
  /** UTF8 and the server's own defaults, in a time zone that is not known. */
  public static final Decoding DEFAULT =
      new Decoding(StandardCharsets.UTF_8, DateStyle.ISO_MDY, IntervalStyle.POSTGRES);

  private static final char REPLACEMENT = '\uFFFD';

  /** The settings of a session whose time zone is not known. */
  public Decoding(Charset charset, DateStyle dateStyle, IntervalStyle intervalStyle) {
    this(charset, dateStyle, intervalStyle, SessionZone.UNKNOWN);
  }

  /** The client encoding's charset, and DateStyle and IntervalStyle as the server reports them. */
  public static Decoding of(Charset charset, String dateStyle, String intervalStyle) {
    return new Decoding(charset, DateStyle.of(dateStyle), IntervalStyle.of(intervalStyle));
  }

  public Decoding withCharset(Charset other) {
    return other.equals(charset) ? this : new Decoding(other, dateStyle, intervalStyle, zone);
  }

  /** The same with a time zone, by the name that the server reports: {@code Europe/Rome}. */
  public Decoding withZone(String reported) {
    return new Decoding(charset, dateStyle, intervalStyle, SessionZone.of(reported));
  }

  /** Bytes in the client encoding as a String; bytes that are none in it raise DataException. */
  public String text(byte[] buf, int off, int len) {
    String text = new String(buf, off, len, charset);
    // The constructor replaces what it cannot read; a server in SQL_ASCII passes such bytes on.
    if (text.indexOf(REPLACEMENT) >= 0) {
      requireWellFormed(buf, off, len);
    }
    return text;
  }

  private void requireWellFormed(byte[] buf, int off, int len) {
    try {
      charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(buf, off, len));
    } catch (CharacterCodingException e) {
      throw new DataException("the server sent text that is not valid in " + charset.name());
    }
  }
}
