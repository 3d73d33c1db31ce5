// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.catalog.Decoders;

/** The settings of the session that the benchmarks make believe: UTF8, UTC, the defaults. */
final class Settings {
  static final Decoding DECODING = Decoding.DEFAULT.withZone("UTC");
  static final Quoting QUOTING = Quoting.connected(StandardCharsets.UTF_8, true, 180_000);

  private Settings() {}

  /** What a connection reads such a column with. */
  static Decoder decoder(ValueType type, Format format) {
    Decoder decoder =
        format == Format.TEXT
            ? Decoders.defaults().text(type.oid())
            : Decoders.defaults().binary(type.oid(), DECODING);
    if (decoder == null) {
      throw new IllegalStateException("%s is not read in binary".formatted(type));
    }
    return decoder;
  }
}
