// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.Typecasters;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.TypeInfo;
import org.psycopg4j.types.Typecaster;

/**
 * Types that psycopg4j has never heard of: pgvector's vectors as arrays of floats, PostGIS's points
 * as records. Where the extensions are missing, types of their names stand in for them that keep
 * any text as it is, which only a superuser can make.
 */
final class OwnTypes {
  private OwnTypes() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      standIn(cur, "vector");
      standIn(cur, "geometry");

      // region vector
      TypeInfo vector = conn.types().lookUp("vector");
      Typecaster floats =
          Typecasters.newType(
              Set.of(vector.oid()), "vector", (text, scope) -> text == null ? null : floats(text));
      conn.types()
          .registerType(floats)
          .registerType(Typecasters.newArrayType(Set.of(vector.arrayOid()), "vector[]", floats))
          .registerAdapter(float[].class, v -> new AsIs("'" + text(v) + "'::vector"));

      cur.execute("SELECT %s, %s", new float[] {1, 2.5f}, List.of(new float[] {3, 4}));
      Row row = cur.fetchOne();
      System.out.println(Arrays.toString((float[]) row.get(0)));
      System.out.println(((List<?>) row.get(1)).size() + " in the array");
      // endregion

      // region geometry
      TypeInfo geometry = conn.types().lookUp("geometry");
      Typecaster points =
          Typecasters.newType(
              Set.of(geometry.oid()),
              "geometry",
              (text, scope) -> text == null ? null : GeoPoint.ofEwkb(text));
      conn.types()
          .registerType(points)
          .registerType(Typecasters.newArrayType(Set.of(geometry.arrayOid()), "geometry[]", points))
          .registerAdapter(GeoPoint.class, p -> new AsIs("'" + p.ewkb() + "'::geometry"));

      GeoPoint greenwich = new GeoPoint(0, 51.4779, 4326);
      cur.execute("SELECT %s, %s", new Object[] {greenwich, List.of(greenwich)});
      System.out.println(cur.fetchOne());
      cur.execute("SELECT '00000000013FF00000000000004000000000000000'::geometry");
      System.out.println(cur.fetchOne().get(0));
      // endregion

      conn.rollback();
    }
  }

  // region text
  /** The text of a vector, {@code [1.0,2.5]}, as floats. */
  private static float[] floats(String text) {
    String inside = text.substring(1, text.length() - 1);
    String[] parts = inside.isEmpty() ? new String[0] : inside.split(",");
    float[] floats = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      floats[i] = Float.parseFloat(parts[i]);
    }
    return floats;
  }

  private static String text(float[] vector) {
    return Arrays.toString(vector).replace(" ", "");
  }

  // endregion

  /** A type that keeps its text, unless there is one of that name. */
  private static void standIn(Cursor<Row> cur, String name) {
    cur.execute("SELECT to_regtype(%s) IS NULL", name);
    if (cur.fetchOne().getBoolean(0)) {
      cur.execute(
          List.of(
                  "CREATE TYPE %1$s",
                  "CREATE FUNCTION %1$s_in(cstring) RETURNS %1$s"
                      + " AS 'textin' LANGUAGE internal IMMUTABLE STRICT",
                  "CREATE FUNCTION %1$s_out(%1$s) RETURNS cstring"
                      + " AS 'textout' LANGUAGE internal IMMUTABLE STRICT",
                  "CREATE TYPE %1$s (INPUT = %1$s_in, OUTPUT = %1$s_out, LIKE = text)")
              .stream()
              .map(statement -> statement.formatted(name))
              .collect(Collectors.joining(";")));
    }
  }
}
