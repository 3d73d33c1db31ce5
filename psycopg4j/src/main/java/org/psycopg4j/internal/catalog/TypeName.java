// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type's name as {@code pg_type} has it.
 *
 * @param schema the schema; null for the first one in the search_path that has such a type
 * @param name the name
 */
public record TypeName(@Nullable String schema, String name) {
  /** What SQL's own words for types are called in {@code pg_catalog}. */
  private static final Map<String, String> SQL_NAMES =
      Map.ofEntries(
          Map.entry("bigint", "int8"),
          Map.entry("bit varying", "varbit"),
          Map.entry("boolean", "bool"),
          Map.entry("char", "bpchar"),
          Map.entry("char varying", "varchar"),
          Map.entry("character", "bpchar"),
          Map.entry("character varying", "varchar"),
          Map.entry("dec", "numeric"),
          Map.entry("decimal", "numeric"),
          Map.entry("double precision", "float8"),
          Map.entry("float", "float8"),
          Map.entry("int", "int4"),
          Map.entry("integer", "int4"),
          Map.entry("real", "float4"),
          Map.entry("smallint", "int2"),
          Map.entry("time with time zone", "timetz"),
          Map.entry("time without time zone", "time"),
          Map.entry("timestamp with time zone", "timestamptz"),
          Map.entry("timestamp without time zone", "timestamp"));

  private static final Pattern PART =
      Pattern.compile(
          "\\s*+(?:\"((?:[^\"]|\"\")++)\"|([\\p{L}_][\\p{L}\\p{N}_$]*+))\\s*+(?:(\\.)|$)");

  /**
   * What a name may mean, the likeliest first: what it means in SQL, where a name without quotes is
   * one in lower case; then, as psycopg2 has it, the very characters up to and behind the first
   * dot.
   */
  public static List<TypeName> meaning(String text) {
    Set<TypeName> all = new LinkedHashSet<>();
    String catalogName =
        SQL_NAMES.get(text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
    if (catalogName != null) {
      return List.of(new TypeName("pg_catalog", catalogName));
    }
    List<String> parts = parts(text);
    if (parts.size() == 1) {
      all.add(new TypeName(null, parts.get(0)));
    } else if (parts.size() == 2) {
      all.add(new TypeName(parts.get(0), parts.get(1)));
    }
    int dot = text.indexOf('.');
    all.add(
        dot < 0
            ? new TypeName(null, text)
            : new TypeName(text.substring(0, dot), text.substring(dot + 1)));
    return List.copyOf(all);
  }

  /** The identifiers between the dots; none if the text is anything else. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    Matcher part = PART.matcher(text);
    boolean more = true;
    while (more) {
      if (!part.lookingAt()) {
        return List.of();
      }
      String quoted = part.group(1);
      parts.add(quoted == null ? lowerCase(part.group(2)) : quoted.replace("\"\"", "\""));
      more = part.group(3) != null;
      part.region(part.end(), text.length());
    }
    return parts;
  }

  /** The server folds ASCII alone in most encodings, and so does this. */
  private static String lowerCase(String name) {
    StringBuilder lower = new StringBuilder(name);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c | 0x20));
      }
    }
    return lower.toString();
  }
}
