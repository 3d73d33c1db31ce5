// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.Values;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads R2DBC's rows, every value as an object of the class that the others have for it. */
final class R2dbcRows {
  static final List<Class<?>> LOOKUP = List.of(Integer.class, Long.class, String.class);
  static final List<Class<?>> SCAN =
      List.of(
          Long.class,
          Integer.class,
          String.class,
          Double.class,
          BigDecimal.class,
          OffsetDateTime.class,
          Boolean.class);
  private static final List<Class<?>> PG_TYPE =
      List.of(
          String.class,
          Long.class,
          Long.class,
          Short.class,
          Boolean.class,
          String.class,
          Boolean.class,
          Boolean.class,
          String.class,
          Long.class,
          Long.class,
          Long.class);

  private R2dbcRows() {}

  /** The classes of a query's columns. */
  static List<Class<?>> of(FieldQuery query) {
    return switch (query) {
      case PG_TYPE -> PG_TYPE;
      case SERIES, ONE_PLUS_ONE -> List.of(Integer.class);
      case BYTES -> List.of(byte[].class);
      case ARRAYS -> List.of(Integer[].class);
    };
  }

  /** Executes a statement and reads all its rows; their number. */
  static Mono<Long> read(Statement statement, List<Class<?>> classes, Values values) {
    return Flux.from(statement.execute())
        .concatMap(result -> result.map((row, names) -> read(row, classes, values)))
        .count();
  }

  private static boolean read(Row row, List<Class<?>> classes, Values values) {
    for (int i = 0; i < classes.size(); i++) {
      values.add(row.get(i, classes.get(i)));
    }
    values.endRow();
    return true;
  }
}
