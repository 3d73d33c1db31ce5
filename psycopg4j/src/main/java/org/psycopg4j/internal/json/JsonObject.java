// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.json;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object's members, of which those that somebody asks for have to be as expected. */
public final class JsonObject {
  /** What stands for null, which a map may not hold. */
  static final Object NULL = new Object();

  private final Map<String, Object> members;

  JsonObject(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * Reads a text that is one object.
   *
   * @throws MalformedJsonException if it is anything else, or nested too deeply
   */
  public static JsonObject parse(String text) throws MalformedJsonException {
    return new JsonParser(text).object();
  }

  /**
   * A member that is a string; null if there is none, or it is null.
   *
   * @throws MalformedJsonException if it is something else
   */
  public @Nullable String string(String name) throws MalformedJsonException {
    Object value = member(name);
    if (value != null && !(value instanceof String)) {
      throw new MalformedJsonException("field \"" + name + "\" must be a string");
    }
    return (String) value;
  }

  /**
   * A member that is a number, or a string of one as some servers write it; null if there is none,
   * or it is null.
   *
   * @throws MalformedJsonException if it is something else
   */
  public @Nullable BigDecimal number(String name) throws MalformedJsonException {
    Object value = member(name);
    if (value == null || value instanceof BigDecimal) {
      return (BigDecimal) value;
    }
    if (value instanceof String text && JsonParser.isNumber(text)) {
      return new BigDecimal(text);
    }
    throw new MalformedJsonException("field \"" + name + "\" must be a number");
  }

  private @Nullable Object member(String name) {
    Object value = members.get(name);
    return value == NULL ? null : value;
  }
}
