// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.types.Scope;
import org.psycopg4j.types.Typecaster;

/**
 * A typecaster that is one of our decoders. Text that it is given by hand has to be written with
 * DateStyle ISO and IntervalStyle postgres, the server's defaults.
 */
public record DecoderType(String name, Set<Long> values, Decoder decoder) implements Typecaster {
  /** A type object for those types. */
  public static DecoderType of(String name, Decoder decoder, int... oids) {
    Set<Long> values = new LinkedHashSet<>();
    for (int oid : oids) {
      values.add((long) oid);
    }
    return new DecoderType(name, Collections.unmodifiableSet(values), decoder);
  }

  @Override
  public @Nullable Object cast(@Nullable String text, @Nullable Scope scope) {
    return cast(decoder, text, Decoding.DEFAULT, scope);
  }

  /** Reads a text by a decoder. */
  public static @Nullable Object cast(
      Decoder decoder, @Nullable String text, Decoding settings, @Nullable Scope scope) {
    Decoder bound = scope == null ? decoder : decoder.boundTo(scope);
    if (text == null) {
      return bound.ofNull();
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return bound.decode(utf8, 0, utf8.length, settings.withCharset(StandardCharsets.UTF_8));
  }
}
