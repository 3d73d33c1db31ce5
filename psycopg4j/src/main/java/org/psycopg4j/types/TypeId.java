// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import org.jspecify.annotations.Nullable;

/**
 * What every type of a database has: a row of {@code pg_type}.
 *
 * @param schema the schema's name, as it is
 * @param name the type's name, as it is
 * @param oid its number in this database
 * @param arrayOid the number of the type of its arrays; 0 if it has none
 * @param delimiter what stands between its values in an array's text: a comma but for box
 * @param visible whether the search_path finds it by its name alone, when it was looked up
 * @param extension the extension that it belongs to; null if none
 */
public record TypeId(
    String schema,
    String name,
    long oid,
    long arrayOid,
    char delimiter,
    boolean visible,
    @Nullable String extension) {

  /** The name for use in SQL, with the schema, both in quotes. */
  public String sqlName() {
    return quoted(schema) + "." + quoted(name);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
