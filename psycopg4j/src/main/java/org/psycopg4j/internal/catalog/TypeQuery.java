// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The question that finds types: one statement for all that is to be known of the types that were
 * asked for, and of those that they are made of, however deeply. What its columns are, {@link
 * FoundTypes} knows.
 *
 * <p>It raises no error for a name that there is not, or that is no name at all, so that it leaves
 * a transaction as it was. PostgreSQL manual, "System Catalogs": {@code pg_type}, {@code pg_enum},
 * {@code pg_range}, {@code pg_attribute}, {@code pg_depend}.
 *
 * @param sql the statement, with placeholders
 * @param arguments the placeholders' values
 */
public record TypeQuery(String sql, List<List<?>> arguments) {
  private static final int MULTIRANGES = 140_000; // the first server version that has them

  /* The first part finds the types by name. The name may mean several (see TypeName), and the first
  that exists is taken; with "anywhere", all base types of that name. The second part finds all
  types of users and extensions, but not the types of tables' rows: who has a use for one of these
  asks for it by name. The third follows them to their parts. Types whose oid is below 10000 have
  the same on every server, and below 16384 they are no user's. */
  private static final String SQL =
      """
      WITH RECURSIVE root (n, oid) AS (
        (SELECT DISTINCT ON (wanted.n, CASE WHEN wanted.anywhere THEN t.oid END) wanted.n, t.oid
          FROM ROWS FROM (
              pg_catalog.unnest(%s::int4[]), pg_catalog.unnest(%s::int4[]),
              pg_catalog.unnest(%s::bool[]), pg_catalog.unnest(%s::text[]),
              pg_catalog.unnest(%s::name[]))
            AS wanted (n, choice, anywhere, schema, name)
          JOIN pg_catalog.pg_type t ON t.typname = wanted.name
          JOIN pg_catalog.pg_namespace s ON s.oid = t.typnamespace
          WHERE t.typisdefined AND CASE
            WHEN wanted.anywhere THEN t.typtype = 'b'
            WHEN wanted.schema IS NULL THEN pg_catalog.pg_type_is_visible(t.oid)
            WHEN wanted.schema = 'pg_temp' THEN s.oid = pg_catalog.pg_my_temp_schema()
            ELSE s.nspname = wanted.schema END
          ORDER BY wanted.n, CASE WHEN wanted.anywhere THEN t.oid END, wanted.choice)
        UNION ALL
        SELECT all_types.n, t.oid
        FROM pg_catalog.unnest(%s::int4[]) AS all_types (n)
        CROSS JOIN pg_catalog.pg_type t
        LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
        LEFT JOIN pg_catalog.pg_type element
          ON element.oid = t.typelem AND element.typarray = t.oid
        WHERE t.oid >= 16384 AND t.typisdefined AND pg_catalog.pg_type_is_visible(t.oid)
          AND (t.typtype IN ('d', 'e', 'r') OR t.typtype = 'b' AND element.oid IS NULL
            OR t.typtype = 'c' AND c.relkind = 'c')),
      found (oid) AS (
        SELECT oid FROM root
        UNION
        SELECT part.oid
        FROM found
        JOIN pg_catalog.pg_type t ON t.oid = found.oid
        CROSS JOIN LATERAL (
          SELECT t.typbasetype WHERE t.typtype = 'd'
          UNION ALL
          SELECT element.oid FROM pg_catalog.pg_type element
          WHERE element.oid = t.typelem AND element.typarray = t.oid
          UNION ALL
          SELECT a.atttypid FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = t.typrelid AND t.typtype = 'c' AND a.attnum > 0
            AND NOT a.attisdropped
          UNION ALL
          SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
          /* multiranges */
        ) AS part (oid)
        WHERE part.oid >= 10000)
      SELECT
        ARRAY(SELECT root.n FROM root WHERE root.oid = t.oid),
        s.nspname, t.typname, t.oid, t.typarray, t.typdelim,
        pg_catalog.pg_type_is_visible(t.oid),
        (SELECT e.extname
          FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
          WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid
            AND d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e'),
        CASE WHEN element.oid IS NULL THEN t.typtype ELSE 'a' END,
        COALESCE(element.oid, r.rngsubtype, /* range */ t.typbasetype),
        /* multirange */,
        ARRAY(SELECT e.enumlabel FROM pg_catalog.pg_enum e
          WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder),
        ARRAY(SELECT a.attname FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = t.typrelid AND t.typtype = 'c' AND a.attnum > 0
            AND NOT a.attisdropped ORDER BY a.attnum),
        ARRAY(SELECT a.atttypid FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = t.typrelid AND t.typtype = 'c' AND a.attnum > 0
            AND NOT a.attisdropped ORDER BY a.attnum)
      FROM found
      JOIN pg_catalog.pg_type t ON t.oid = found.oid
      JOIN pg_catalog.pg_namespace s ON s.oid = t.typnamespace
      LEFT JOIN pg_catalog.pg_type element
        ON element.oid = t.typelem AND element.typarray = t.oid
      LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
      /* joined */""";

  private static final String WITHOUT_MULTIRANGES =
      SQL.replace("/* multiranges */", "")
          .replace("/* range */", "")
          .replace("/* multirange */", "0::oid")
          .replace("/* joined */", "");

  private static final String WITH_MULTIRANGES =
      SQL.replace(
              "/* multiranges */",
              """
              UNION ALL
                SELECT r.rngmultitypid FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
                UNION ALL
                SELECT r.rngtypid FROM pg_catalog.pg_range r WHERE r.rngmultitypid = t.oid""")
          .replace("/* range */", "multi.rngtypid,")
          .replace("/* multirange */", "COALESCE(r.rngmultitypid, 0)")
          .replace(
              "/* joined */", "LEFT JOIN pg_catalog.pg_range multi ON multi.rngmultitypid = t.oid");

  /** What finds the types of some requests, which the answer names by their numbers, from 0. */
  public static TypeQuery of(List<TypeRequest> requests, int serverVersion) {
    List<Integer> numbers = new ArrayList<>();
    List<Integer> choices = new ArrayList<>();
    List<Boolean> anywhere = new ArrayList<>();
    List<@Nullable String> schemas = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Integer> ofAll = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      TypeRequest request = requests.get(i);
      List<TypeName> meanings = request.meanings();
      for (int choice = 0; choice < meanings.size(); choice++) {
        numbers.add(i);
        choices.add(choice);
        anywhere.add(request.reach() == TypeRequest.Reach.EVERY_SCHEMA);
        schemas.add(meanings.get(choice).schema());
        names.add(meanings.get(choice).name());
      }
      if (request.reach() == TypeRequest.Reach.ALL_TYPES) {
        ofAll.add(i);
      }
    }
    return new TypeQuery(
        serverVersion < MULTIRANGES ? WITHOUT_MULTIRANGES : WITH_MULTIRANGES,
        List.of(numbers, choices, anywhere, schemas, names, ofAll));
  }
}
