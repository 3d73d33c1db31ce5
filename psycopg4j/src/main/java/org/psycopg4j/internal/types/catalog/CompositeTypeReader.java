// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.CompositePlan;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.binary.CompositeBinary;
import org.psycopg4j.internal.types.text.CompositeText;

/**
 * A composite type, each of its attributes read as its type is.
 *
 * @param name the type's name
 * @param names the attributes' names
 * @param oids the attributes' types
 * @param factory makes the values
 */
public record CompositeTypeReader(
    String name, List<String> names, List<Long> oids, CompositePlan.Factory factory)
    implements TypeReader {
  @Override
  public Decoder text(Parts parts) {
    Decoder[] decoders = new Decoder[oids.size()];
    for (int i = 0; i < decoders.length; i++) {
      decoders[i] = parts.text(oids.get(i).intValue());
    }
    return new CompositeText(plan(decoders));
  }

  @Override
  public @Nullable Decoder binary(Parts parts, Decoding settings) {
    Decoder[] decoders = new Decoder[oids.size()];
    for (int i = 0; i < decoders.length; i++) {
      Decoder decoder = parts.binary(oids.get(i).intValue(), settings);
      if (decoder == null) {
        return null;
      }
      decoders[i] = decoder;
    }
    return new CompositeBinary(plan(decoders));
  }

  private CompositePlan plan(Decoder[] decoders) {
    return new CompositePlan(name, names.toArray(new String[0]), decoders, factory);
  }
}
