// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.types.ArrayInfo;
import org.psycopg4j.types.BaseInfo;
import org.psycopg4j.types.CompositeInfo;
import org.psycopg4j.types.DomainInfo;
import org.psycopg4j.types.EnumInfo;
import org.psycopg4j.types.MultirangeInfo;
import org.psycopg4j.types.RangeInfo;
import org.psycopg4j.types.TypeId;
import org.psycopg4j.types.TypeInfo;

/**
 * The answer to a {@link TypeRequest}.
 *
 * @param wanted the types that were asked for; none if there are none
 * @param all these, and those that they are made of
 */
public record FoundTypes(List<TypeInfo> wanted, List<TypeInfo> all) {
  /** Copies the lists. */
  public FoundTypes {
    wanted = List.copyOf(wanted);
    all = List.copyOf(all);
  }

  /** One of all by its oid; null if it is not among them. */
  public @Nullable TypeInfo type(long oid) {
    for (TypeInfo type : all) {
      if (type.oid() == oid) {
        return type;
      }
    }
    return null;
  }

  /**
   * The answers to some requests.
   *
   * @param rows what {@link TypeQuery} returned for them
   */
  public static List<FoundTypes> of(List<List<@Nullable Object>> rows, int requests) {
    List<List<TypeInfo>> wanted = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      wanted.add(new ArrayList<>());
    }
    List<TypeInfo> all = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      TypeInfo type = type(new Fields(row));
      all.add(type);
      for (Object number : new Fields(row).list(0)) {
        wanted.get((Integer) number).add(type);
      }
    }
    return wanted.stream().map(types -> new FoundTypes(types, all)).toList();
  }

  private static TypeInfo type(Fields row) {
    TypeId id =
        new TypeId(
            row.text(1),
            row.text(2),
            row.oid(3),
            row.oid(4),
            row.text(5).charAt(0),
            row.flag(6),
            row.textOrNull(7));
    return switch (row.text(8).charAt(0)) {
      case 'a' -> new ArrayInfo(id, row.oid(9));
      case 'c' -> new CompositeInfo(id, row.texts(12), row.oids(13));
      case 'd' -> new DomainInfo(id, row.oid(9));
      case 'e' -> new EnumInfo(id, row.texts(11));
      case 'm' -> new MultirangeInfo(id, row.oid(9));
      case 'r' -> new RangeInfo(id, row.oid(9), row.oid(10));
      default -> new BaseInfo(id);
    };
  }

  /** The values of one row of the answer, as what they are. */
  private record Fields(List<@Nullable Object> values) {
    private Object value(int column) {
      Object value = values.get(column);
      if (value == null) {
        throw new InterfaceException("the server said NULL of a type where it never does");
      }
      return value;
    }

    String text(int column) {
      return (String) value(column);
    }

    @Nullable String textOrNull(int column) {
      return (String) values.get(column);
    }

    long oid(int column) {
      return (Long) value(column);
    }

    boolean flag(int column) {
      return (Boolean) value(column);
    }

    List<?> list(int column) {
      return (List<?>) value(column);
    }

    List<String> texts(int column) {
      return list(column).stream().map(String.class::cast).toList();
    }

    List<Long> oids(int column) {
      return list(column).stream().map(Long.class::cast).toList();
    }
  }
}
