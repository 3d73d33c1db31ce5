// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import org.jspecify.annotations.Nullable;

/**
 * Objects to JSON and back: what Python's {@code json} module is to psycopg2.
 *
 * <p>psycopg4j has none of its own. One that {@link java.util.ServiceLoader} finds, as that of the
 * artifact {@code org.psycopg4j:psycopg4j-jackson}, writes {@link Json} values and reads the types
 * json and jsonb from then on; without one these are read as text. Of several the first one is
 * taken. A codec serves all threads.
 */
public interface JsonCodec {
  /**
   * An object as JSON ({@code json.dumps}); null is JSON's {@code null}.
   *
   * @throws org.psycopg4j.errors.ProgrammingException if the object has no JSON form
   */
  String dumps(@Nullable Object value);

  /**
   * The object that a JSON text stands for ({@code json.loads}); null for JSON's {@code null}.
   *
   * <p>What else it throws reaches the reader of a value as the cause of a DataException.
   *
   * @throws org.psycopg4j.errors.DataException if the text is no JSON that it can read
   */
  @Nullable Object loads(String text);

  /**
   * The codec that was found; null if there is none. It is looked for once, by the class loader
   * that loaded psycopg4j.
   *
   * @throws org.psycopg4j.errors.InterfaceException if the one that was found does not start
   */
  static @Nullable JsonCodec installed() {
    return JsonCodecLookup.codec();
  }
}
