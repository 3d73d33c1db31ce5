// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.binary.JsonbBinary;
import org.psycopg4j.internal.types.catalog.TypeReader;
import org.psycopg4j.internal.types.text.JsonText;
import org.psycopg4j.types.DomainInfo;
import org.psycopg4j.types.JsonCodec;
import org.psycopg4j.types.TypeInfo;

/** How types whose values are JSON are read by a codec. */
public final class JsonReaders {
  private JsonReaders() {}

  public static TypeReader json(JsonCodec codec) {
    JsonText text = new JsonText("json", codec);
    return TypeReader.of(text, text); // the same bytes in both formats
  }

  public static TypeReader jsonb(JsonCodec codec) {
    return TypeReader.of(new JsonText("jsonb", codec), new JsonbBinary(codec));
  }

  /** A reader for one type and its arrays. */
  public static Registered of(int oid, int arrayOid, TypeReader reader) {
    Map<Integer, TypeReader> readers = new HashMap<>(TypeReaders.array(oid, arrayOid, ','));
    readers.put(oid, reader);
    return new Registered(Map.of(), readers, Map.of());
  }

  /** How a type that was found is read, whichever form of JSON it is. */
  public static TypeReader reader(TypeInfo type, FoundTypes found, JsonCodec codec) {
    return switch ((int) base(type, found)) {
      case Oid.JSON -> json(codec);
      case Oid.JSONB -> jsonb(codec);
      default -> TypeReader.of(new JsonText(type.name(), codec));
    };
  }

  /** The type that a domain is over, or over a domain over. */
  private static long base(TypeInfo type, FoundTypes found) {
    @Nullable TypeInfo at = type;
    long oid = type.oid();
    while (at instanceof DomainInfo domain && oid != domain.baseOid()) {
      oid = domain.baseOid();
      at = found.type(oid);
    }
    return oid;
  }
}
