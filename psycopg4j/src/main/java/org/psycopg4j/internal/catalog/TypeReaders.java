// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.CompositePlan;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.binary.HstoreBinary;
import org.psycopg4j.internal.types.catalog.ArrayTypeReader;
import org.psycopg4j.internal.types.catalog.CompositeTypeReader;
import org.psycopg4j.internal.types.catalog.DomainTypeReader;
import org.psycopg4j.internal.types.catalog.MultirangeTypeReader;
import org.psycopg4j.internal.types.catalog.RangeTypeReader;
import org.psycopg4j.internal.types.catalog.TypeReader;
import org.psycopg4j.internal.types.text.HstoreText;
import org.psycopg4j.internal.types.text.StringText;
import org.psycopg4j.types.ArrayInfo;
import org.psycopg4j.types.CompositeInfo;
import org.psycopg4j.types.DomainInfo;
import org.psycopg4j.types.EnumInfo;
import org.psycopg4j.types.MultirangeInfo;
import org.psycopg4j.types.RangeInfo;
import org.psycopg4j.types.TypeInfo;

/** How to read types of a database. */
public final class TypeReaders {
  /** hstore as a map. */
  public static final TypeReader HSTORE = TypeReader.of(new HstoreText(), new HstoreBinary());

  private static final int FIRST_OF_DATABASE = 10_000; // types below are the same everywhere

  private TypeReaders() {}

  /** How to read a type as that reader says, if there is one, and its arrays as lists of it. */
  public static Map<Integer, TypeReader> withArray(TypeInfo type, @Nullable TypeReader reader) {
    Map<Integer, TypeReader> readers = new HashMap<>();
    if (reader != null) {
      readers.put((int) type.oid(), reader);
      readers.putAll(array(type.oid(), type.arrayOid(), type.id().delimiter()));
    }
    return readers;
  }

  /** How to read a type's arrays, if it has any. */
  public static Map<Integer, TypeReader> array(long oid, long arrayOid, char delimiter) {
    return arrayOid == 0
        ? Map.of()
        : Map.of((int) arrayOid, new ArrayTypeReader((int) oid, delimiter));
  }

  /**
   * How to read a type as it is read unless somebody says otherwise; null if it is the same on
   * every server, so that no registration is needed.
   *
   * @param found what it was found with: its parts are among them
   * @param rows makes a row of a composite's value
   */
  public static @Nullable TypeReader usual(TypeInfo type, FoundTypes found, Rows rows) {
    if (type.oid() < FIRST_OF_DATABASE) {
      return null;
    } else if (type instanceof ArrayInfo array) {
      return new ArrayTypeReader((int) array.elementOid(), array.id().delimiter());
    } else if (type instanceof CompositeInfo composite) {
      return composite(composite, rows.factory(composite));
    } else if (type instanceof DomainInfo domain) {
      return new DomainTypeReader((int) domain.baseOid());
    } else if (type instanceof RangeInfo range) {
      return range(range);
    } else if (type instanceof MultirangeInfo several
        && found.type(several.rangeOid()) instanceof RangeInfo range) {
      return new MultirangeTypeReader(several.schema(), several.name(), range(range));
    } else if (type.name().equals("hstore") && "hstore".equals(type.id().extension())) {
      return HSTORE;
    }
    Decoder text = new StringText(type.name());
    return TypeReader.of(text, type instanceof EnumInfo ? text : null);
  }

  /** How to read a composite type, the values as the factory makes them. */
  public static TypeReader composite(CompositeInfo type, CompositePlan.Factory factory) {
    return new CompositeTypeReader(type.name(), type.attnames(), type.atttypes(), factory);
  }

  private static RangeTypeReader range(RangeInfo type) {
    return new RangeTypeReader(type.schema(), type.name(), (int) type.subtypeOid());
  }

  /** What makes rows of a composite type's values. */
  @FunctionalInterface
  public interface Rows {
    /** What makes rows of the values of that type. */
    CompositePlan.Factory factory(CompositeInfo type);
  }
}
