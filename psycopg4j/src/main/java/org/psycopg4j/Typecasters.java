// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.text.ArrayText;
import org.psycopg4j.internal.types.text.CastText;
import org.psycopg4j.types.Scope;
import org.psycopg4j.types.Typecaster;

/**
 * Makes typecasters: {@code psycopg2.extensions.new_type} and {@code new_array_type}.
 *
 * <p>A new one reads nothing until it is registered: {@link TypeRegistry#registerType}.
 */
public final class Typecasters {
  private Typecasters() {}

  /**
   * A typecaster that makes values by a function.
   *
   * @param oids the types it is for, by {@code pg_type.oid}
   * @param cast called by any thread, also for SQL NULL
   */
  public static Typecaster newType(Collection<Long> oids, String name, Typecaster.Cast cast) {
    return new NewType(name, Set.copyOf(oids), cast);
  }

  /**
   * A typecaster for arrays: it makes lists of what another one makes of the elements.
   *
   * @param oids the array types it is for, by {@code pg_type.oid}
   */
  public static Typecaster newArrayType(Collection<Long> oids, String name, Typecaster elements) {
    return new DecoderType(name, new LinkedHashSet<>(oids), new ArrayText(decoder(elements), ','));
  }

  /** What reads a column by a typecaster. */
  static Decoder decoder(Typecaster typecaster) {
    return typecaster instanceof DecoderType known ? known.decoder() : new CastText(typecaster);
  }

  /** The typecaster that a decoder stands for, for that type. */
  static Typecaster of(long oid, Decoder decoder) {
    return decoder instanceof CastText cast
        ? cast.caster()
        : new DecoderType(decoder.typeName(), Set.of(oid), decoder);
  }

  /** One of the user's. */
  private record NewType(String name, Set<Long> values, Cast cast) implements Typecaster {
    @Override
    public @Nullable Object cast(@Nullable String text, @Nullable Scope scope) {
      return cast.cast(text, scope);
    }
  }
}
