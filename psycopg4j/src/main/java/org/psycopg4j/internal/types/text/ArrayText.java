// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Encodings;
import org.psycopg4j.types.Scope;

/**
 * Arrays in text format (PostgreSQL manual, "Array Input and Output Syntax") as lists, nested for
 * each dimension; the bounds of an array are not kept.
 */
public final class ArrayText extends Decoder {
  private static final int MAX_DIMENSIONS = 16;

  private final Decoder element;
  private final byte delimiter;

  /** Arrays of a type; only box has another delimiter than a comma. */
  public ArrayText(Decoder element, char delimiter) {
    super(element.typeName() + "[]");
    this.element = element;
    this.delimiter = (byte) delimiter;
  }

  @Override
  public Decoder boundTo(Scope cursor) {
    Decoder bound = element.boundTo(cursor);
    return bound == element ? this : new ArrayText(bound, (char) delimiter);
  }

  @Override
  public List<@Nullable Object> decode(byte[] buf, int off, int len, Decoding ctx) {
    if (!Encodings.asciiSafe(ctx.charset())) {
      // A brace or a backslash could be the second byte of a character.
      byte[] utf8 = ctx.text(buf, off, len).getBytes(StandardCharsets.UTF_8);
      return array(utf8, 0, utf8.length, ctx.withCharset(StandardCharsets.UTF_8));
    }
    return array(buf, off, off + len, ctx);
  }

  private List<@Nullable Object> array(byte[] buf, int start, int end, Decoding ctx) {
    int open = start;
    if (start < end && buf[start] == '[') {
      while (open < end && buf[open] != '=') {
        open++;
      }
      open++;
    }
    if (open >= end || buf[open] != '{') {
      throw new DataException("array does not start with '{'");
    }
    List<@Nullable Object> values = new ArrayList<>();
    if (dimension(values, buf, open, end, 1, ctx) != end) {
      throw unbalanced();
    }
    return values;
  }

  /** Reads from an opening brace; returns what is behind the closing one. */
  private int dimension(
      List<@Nullable Object> values, byte[] buf, int open, int end, int depth, Decoding ctx) {
    if (depth > MAX_DIMENSIONS) {
      throw new DataException("excessive array dimensions");
    }
    int i = open + 1;
    if (i < end && buf[i] == '}') {
      return i + 1;
    }
    boolean lists = i < end && buf[i] == '{';
    while (i < end) {
      if (lists != (buf[i] == '{')) {
        throw malformed();
      }
      if (lists) {
        List<@Nullable Object> nested = new ArrayList<>();
        i = dimension(nested, buf, i, end, depth + 1, ctx);
        values.add(nested);
      } else if (buf[i] == '"') {
        i = quoted(values, buf, i + 1, end, ctx);
      } else {
        i = plain(values, buf, i, end, ctx);
      }
      if (i >= end) {
        break;
      }
      if (buf[i] == '}') {
        return i + 1;
      }
      if (buf[i] != delimiter) {
        throw malformed();
      }
      i++;
    }
    throw unbalanced();
  }

  /** Reads behind an opening quote; returns what is behind the closing one. */
  private int quoted(List<@Nullable Object> values, byte[] buf, int start, int end, Decoding ctx) {
    boolean escapes = false;
    int i = start;
    while (i < end && buf[i] != '"') {
      if (buf[i] == '\\') {
        escapes = true;
        i++;
      }
      i++;
    }
    if (i >= end) {
      throw unbalanced();
    }
    values.add(
        escapes ? unescaped(buf, start, i, ctx) : element.decode(buf, start, i - start, ctx));
    return i + 1;
  }

  private int plain(List<@Nullable Object> values, byte[] buf, int start, int end, Decoding ctx) {
    boolean escapes = false;
    int i = start;
    for (; i < end && buf[i] != delimiter && buf[i] != '}'; i++) {
      if (buf[i] == '{' || buf[i] == '"') {
        throw malformed();
      }
      if (buf[i] == '\\') {
        escapes = true;
        i++;
      }
    }
    if (i >= end) {
      throw unbalanced();
    }
    if (i == start) {
      throw malformed();
    }
    if (escapes) {
      values.add(unescaped(buf, start, i, ctx));
    } else {
      values.add(
          isNull(buf, start, i) ? element.ofNull() : element.decode(buf, start, i - start, ctx));
    }
    return i;
  }

  private @Nullable Object unescaped(byte[] buf, int start, int end, Decoding ctx) {
    byte[] copy = new byte[end - start];
    int size = 0;
    for (int i = start; i < end; i++) {
      if (buf[i] == '\\') {
        i++;
      }
      copy[size++] = buf[i];
    }
    return element.decode(copy, 0, size, ctx);
  }

  private static boolean isNull(byte[] buf, int start, int end) {
    return end - start == 4
        && (buf[start] | 0x20) == 'n'
        && (buf[start + 1] | 0x20) == 'u'
        && (buf[start + 2] | 0x20) == 'l'
        && (buf[start + 3] | 0x20) == 'l';
  }

  private static DataException unbalanced() {
    return new DataException("unbalanced braces in array");
  }

  private static DataException malformed() {
    return new DataException("malformed array: '{'");
  }
}
