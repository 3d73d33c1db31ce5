// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.wire.Bytes;

/**
 * A growing run of bytes that SQL is written into, in the client encoding.
 *
 * <p>It is reusable and belongs to one thread at a time. UTF-8, LATIN1 and ASCII are encoded in
 * place, the rest by a CharsetEncoder that is made once.
 */
public final class SqlBuffer {
  private static final int INITIAL_CAPACITY = 256;
  private static final int MOST_DEPTH = 100;
  private static final int KEPT_CAPACITY = 64 << 10;
  private static final int SLICE = 8 << 10;
  private static final int MOST_BYTES_OF_A_CHARACTER = 16;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[INITIAL_CAPACITY];
  private int size;
  private int depth;
  private Charset charset;
  private int lastDirect; // characters up to this one are their own byte
  private @Nullable CharsetEncoder encoder;

  public SqlBuffer(Charset charset) {
    this.charset = charset;
    this.lastDirect = lastDirect(charset);
  }

  /** Sets the encoding of the text that follows. */
  public void charset(Charset other) {
    if (!other.equals(charset)) {
      charset = other;
      lastDirect = lastDirect(other);
      encoder = null;
    }
  }

  public Charset charset() {
    return charset;
  }

  /** Empties the buffer and keeps its room, unless that is large. */
  public void reset() {
    size = 0;
    depth = 0;
    if (bytes.length > KEPT_CAPACITY) {
      bytes = new byte[INITIAL_CAPACITY];
    }
  }

  public int size() {
    return size;
  }

  /** Begins a value, which may be inside of another one. */
  public void enter() {
    requireDepth(++depth);
  }

  /** Ends the value that {@link #enter} began. */
  public void leave() {
    depth--;
  }

  /**
   * Checks how many values a value may be inside of.
   *
   * @throws ProgrammingException if there are more
   */
  public static void requireDepth(int depth) {
    if (depth > MOST_DEPTH) {
      throw new ProgrammingException(
          "a value contains itself, or is nested more than %d deep".formatted(MOST_DEPTH));
    }
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** The bytes themselves, of which the first {@link #size()} count, until the next change. */
  public byte[] array() {
    return bytes;
  }

  /** Drops what was appended since the buffer had that size. */
  public void truncate(int to) {
    size = to;
  }

  /** Appends a byte in binary format. */
  public void int8(int value) {
    require(1);
    bytes[size++] = (byte) value;
  }

  /** Appends a 16-bit number in binary format. */
  public void int16(int value) {
    require(2);
    bytes[size++] = (byte) (value >> 8);
    bytes[size++] = (byte) value;
  }

  /** Appends a 32-bit number in binary format. */
  public void int32(int value) {
    require(4);
    Bytes.putInt32(bytes, size, value);
    size += 4;
  }

  /** Appends a 64-bit number in binary format. */
  public void int64(long value) {
    int32((int) (value >> 32));
    int32((int) value);
  }

  /** Puts a 32-bit number in place of four bytes that were appended. */
  public void setInt32(int at, int value) {
    Bytes.putInt32(bytes, at, value);
  }

  /** Appends one ASCII character. */
  public void append(char ascii) {
    require(1);
    bytes[size++] = (byte) ascii;
  }

  /** Appends text that is ASCII: SQL of our own. */
  public void ascii(String text) {
    int length = text.length();
    require(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  /** Appends bytes that are in the client encoding already. */
  public void bytes(byte[] source, int off, int len) {
    require(len);
    System.arraycopy(source, off, bytes, size, len);
    size += len;
  }

  /** Appends again what this buffer holds from one position to another. */
  public void repeat(int from, int to) {
    require(to - from);
    System.arraycopy(bytes, from, bytes, size, to - from);
    size += to - from;
  }

  /** Appends bytes as pairs of hexadecimal digits. */
  public void hex(byte[] source, int off, int len) {
    require(Math.multiplyExact(2, len));
    for (int i = off; i < off + len; i++) {
      bytes[size++] = HEX[source[i] >> 4 & 0xf];
      bytes[size++] = HEX[source[i] & 0xf];
    }
  }

  /** Appends a whole number in decimal. */
  public void number(long value) {
    if (value == Long.MIN_VALUE) {
      ascii("-9223372036854775808");
    } else if (value < 0) {
      append('-');
      number(-value, 1);
    } else {
      number(value, 1);
    }
  }

  /** Appends a number that is not negative, with zeros in front up to a width. */
  public void number(long value, int width) {
    int digits = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      digits++;
    }
    digits = Math.max(digits, width);
    require(digits);
    long rest = value;
    for (int i = size + digits; i-- > size; rest /= 10) {
      bytes[i] = (byte) ('0' + rest % 10);
    }
    size += digits;
  }

  /** Appends text in the client encoding. */
  public void text(CharSequence text) {
    text(text, 0, text.length());
  }

  /**
   * Appends a part of a text in the client encoding.
   *
   * @throws ParameterException if the encoding lacks a character; the buffer's end is undefined
   */
  public void text(CharSequence text, int from, int to) {
    require(to - from);
    byte[] target = bytes;
    int end = size;
    int i = from;
    for (; i < to; i++) {
      char c = text.charAt(i);
      if (c > lastDirect) {
        break;
      }
      target[end++] = (byte) c;
    }
    size = end;
    if (i < to) {
      if (charset.equals(StandardCharsets.UTF_8)) {
        utf8(text, i, to);
      } else {
        encode(text, i, to);
      }
    }
  }

  private void utf8(CharSequence text, int from, int to) {
    int ensured = from; // room is made a slice at a time: few texts take three bytes a character
    for (int i = from; i < to; i++) {
      if (i >= ensured) {
        ensured = Math.min(to, i + SLICE);
        require(3 * (ensured - i) + 1 + (to - ensured));
      }
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes[size++] = (byte) c;
      } else if (c < 0x800) {
        bytes[size++] = (byte) (0xc0 | c >> 6);
        bytes[size++] = (byte) (0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        bytes[size++] = (byte) (0xe0 | c >> 12);
        bytes[size++] = (byte) (0x80 | (c >> 6 & 0x3f));
        bytes[size++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        bytes[size++] = (byte) (0xf0 | point >> 18);
        bytes[size++] = (byte) (0x80 | (point >> 12 & 0x3f));
        bytes[size++] = (byte) (0x80 | (point >> 6 & 0x3f));
        bytes[size++] = (byte) (0x80 | (point & 0x3f));
      } else {
        throw unencodable(i);
      }
    }
  }

  /* One character at a time, to look at what became of it. Quotes and backslashes are doubled
  before the text is encoded, so no other character may turn into one, nor into half of one: Java
  encodes the yen sign as a backslash in SJIS and EUC_JP, and the euro sign in GBK as a byte that
  the server takes for the first of two. */
  private void encode(CharSequence text, int from, int to) {
    CharsetEncoder coder = encoder();
    boolean multibyte = coder.maxBytesPerChar() > 1;
    CharBuffer character = CharBuffer.allocate(2);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        append(c);
        continue;
      }
      character.clear().put(c);
      if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        character.put(text.charAt(++i));
      }
      require(MOST_BYTES_OF_A_CHARACTER);
      ByteBuffer target = ByteBuffer.wrap(bytes, size, MOST_BYTES_OF_A_CHARACTER);
      coder.reset();
      CoderResult result = coder.encode(character.flip(), target, true);
      coder.flush(target);
      int end = target.position();
      boolean half = multibyte && end == size + 1 && bytes[size] == (byte) 0x80;
      if (!result.isUnderflow() || end == size || bytes[size] >= 0 || half) {
        throw unencodable(i);
      }
      size = end;
    }
  }

  private CharsetEncoder encoder() {
    CharsetEncoder coder = encoder;
    if (coder == null) {
      coder =
          charset
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      encoder = coder;
    }
    return coder;
  }

  private ParameterException unencodable(int position) {
    return new ParameterException(
        ParameterException.Kind.ENCODE,
        "'%s' codec can't encode character in position %d".formatted(charset.name(), position),
        "the text has a character, or half of a surrogate pair, that the client encoding lacks");
  }

  private void require(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
    }
  }

  private static int lastDirect(Charset charset) {
    return charset.equals(StandardCharsets.ISO_8859_1) ? 0xff : 0x7f;
  }
}
