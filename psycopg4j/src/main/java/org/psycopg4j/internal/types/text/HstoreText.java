// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/**
 * hstore in text format (PostgreSQL manual, "hstore"): {@code "a"=>"1", "b"=>NULL}, as a map that
 * cannot be changed, in the server's order. In quotes a backslash escapes the next character.
 */
public final class HstoreText extends Decoder {
  public HstoreText() {
    super("hstore");
  }

  @Override
  public Map<String, @Nullable String> decode(byte[] buf, int off, int len, Decoding ctx) {
    return new Reader(ctx.text(buf, off, len)).map();
  }

  /** A walk over one text. */
  private static final class Reader {
    private final String text;
    private int at;
    private int pair; // where the one that is being read starts

    Reader(String text) {
      this.text = text;
    }

    Map<String, @Nullable String> map() {
      Map<String, @Nullable String> map = new LinkedHashMap<>();
      while (at < text.length()) {
        pair = at;
        String key = quoted();
        take("=>");
        map.put(key, text.startsWith("NULL", at) ? nothing() : quoted());
        if (at < text.length()) {
          take(",");
        }
      }
      return Collections.unmodifiableMap(map);
    }

    private @Nullable String nothing() {
      at += "NULL".length();
      return null;
    }

    private String quoted() {
      if (!text.startsWith("\"", at)) {
        throw malformed();
      }
      StringBuilder unescaped = new StringBuilder();
      for (int i = at + 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"') {
          at = i + 1;
          return unescaped.toString();
        }
        if (c == '\\' && ++i < text.length()) {
          c = text.charAt(i);
        }
        unescaped.append(c);
      }
      throw malformed();
    }

    /** Takes a separator and the spaces around it. */
    private void take(String separator) {
      spaces();
      if (!text.startsWith(separator, at)) {
        throw malformed();
      }
      at += separator.length();
      spaces();
    }

    private void spaces() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private InterfaceException malformed() {
      return new InterfaceException("error parsing hstore: unparsed data after char " + pair);
    }
  }
}
