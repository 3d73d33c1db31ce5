// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;

/**
 * An object that goes to the server as JSON: {@code psycopg2.extras.Json}.
 *
 * <pre>{@code
 * cur.execute("insert into t (doc) values (%s)", Json.of(Map.of("a", 1)));
 * cur.execute("insert into t (doc) values (%s)", Json.text("{\"a\": 1}"));
 * }</pre>
 *
 * <p>It is written in quotes and without a type, so it fits json, jsonb and text. The object is
 * written anew for each statement, on the thread that executes it.
 */
public final class Json {
  /** Writes texts as they are. */
  private static final JsonCodec VERBATIM =
      new JsonCodec() {
        @Override
        public String dumps(@Nullable Object value) {
          return String.valueOf(value);
        }

        @Override
        public Object loads(String text) {
          return text;
        }
      };

  private final @Nullable Object adapted;
  private final @Nullable JsonCodec codec; // null: the one that is installed

  private Json(@Nullable Object adapted, @Nullable JsonCodec codec) {
    this.adapted = adapted;
    this.codec = codec;
  }

  /** An object as {@link JsonCodec#installed()} writes it; null is JSON's {@code null}. */
  public static Json of(@Nullable Object value) {
    return new Json(value, null);
  }

  /** An object as that codec writes it; null is JSON's {@code null}. */
  public static Json of(@Nullable Object value, JsonCodec codec) {
    return new Json(value, codec);
  }

  /** A text that is JSON already. */
  public static Json text(String json) {
    return new Json(json, VERBATIM);
  }

  /** The object, or the text. */
  public @Nullable Object adapted() {
    return adapted;
  }

  /**
   * The JSON text.
   *
   * @throws ProgrammingException if there is no codec to write it, or it has no JSON form
   */
  public String dumps() {
    JsonCodec writer = codec == null ? JsonCodec.installed() : codec;
    if (writer == null) {
      throw new ProgrammingException(
          "there is no JSON codec: add the artifact org.psycopg4j:psycopg4j-jackson,"
              + " or use Json.text() or Json.of(value, codec)");
    }
    return writer.dumps(adapted);
  }

  /** The kind of the object, never its content. */
  @Override
  public String toString() {
    return adapted == null ? "Json[null]" : "Json[" + adapted.getClass().getSimpleName() + "]";
  }
}
