// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.catalog.ArrayReader;
import org.psycopg4j.internal.types.catalog.DomainReader;
import org.psycopg4j.internal.types.catalog.TypeReader;
import org.psycopg4j.internal.types.text.StringText;
import org.psycopg4j.types.ArrayInfo;
import org.psycopg4j.types.DomainInfo;
import org.psycopg4j.types.EnumInfo;
import org.psycopg4j.types.TypeInfo;

/** How to read types of a database, by their oids. */
public final class TypeReaders {
  private static final int FIRST_OF_DATABASE = 10_000; // types below are the same everywhere

  private TypeReaders() {}

  /** How to read a type as that reader says, if there is one, and its arrays as lists of it. */
  public static Map<Integer, TypeReader> withArray(TypeInfo type, @Nullable TypeReader reader) {
    Map<Integer, TypeReader> readers = new HashMap<>();
    if (reader != null) {
      readers.put((int) type.oid(), reader);
    }
    if (type.arrayOid() != 0) {
      readers.put((int) type.arrayOid(), new ArrayReader((int) type.oid(), type.id().delimiter()));
    }
    return readers;
  }

  /**
   * How to read a type as it is read unless somebody says otherwise; null if it is the same on
   * every server, so that no registration is needed.
   */
  public static @Nullable TypeReader usual(TypeInfo type) {
    if (type.oid() < FIRST_OF_DATABASE) {
      return null;
    }
    if (type instanceof DomainInfo domain) {
      return new DomainReader((int) domain.baseOid());
    } else if (type instanceof ArrayInfo array) {
      return new ArrayReader((int) array.elementOid(), array.id().delimiter());
    }
    Decoder text = new StringText(type.name());
    return TypeReader.of(text, type instanceof EnumInfo ? text : null);
  }
}
