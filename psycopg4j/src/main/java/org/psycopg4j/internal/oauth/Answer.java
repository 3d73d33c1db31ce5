// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.json.JsonObject;
import org.psycopg4j.internal.json.MalformedJsonException;

/**
 * An authorization server's answer. Shows nothing of itself, for there may be a token in it.
 *
 * @param what what was asked for, for errors
 * @param status HTTP's status code
 * @param json the body
 */
record Answer(String what, int status, JsonObject json) {
  private static final int LONGEST_SHOWN = 300;

  static Answer of(String what, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status != 200 && status != 400 && status != 401) {
      throw failed(what, "the server answered with HTTP status " + status);
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(response.body())).toString();
      return new Answer(what, status, JsonObject.parse(text));
    } catch (MalformedJsonException | CharacterCodingException e) {
      throw failed(what, "the answer (HTTP status %d) is not JSON".formatted(status));
    }
  }

  boolean isOk() {
    return status == 200;
  }

  /** A member that is a string; null if there is none. */
  @Nullable String optional(String name) {
    try {
      return json.string(name);
    } catch (MalformedJsonException e) {
      throw failed(what, String.valueOf(e.getMessage()));
    }
  }

  /** A member that is a number; null if there is none. */
  @Nullable BigDecimal number(String name) {
    try {
      return json.number(name);
    } catch (MalformedJsonException e) {
      throw failed(what, String.valueOf(e.getMessage()));
    }
  }

  /** A member that has to be there. */
  String string(String name) {
    String value = optional(name);
    if (value == null || value.isEmpty()) {
      throw failed(what, "field \"" + name + "\" is missing");
    }
    return value;
  }

  /** A member that is the address of one of the server's places. */
  URI endpoint(String name, boolean allowsHttp) {
    return Addresses.endpoint(what, name, string(name), allowsHttp);
  }

  /** The error that the server answered with (RFC 6749 §5.2), in its own words. */
  OperationalException error() {
    String error = isOk() ? null : optional("error");
    String description = isOk() ? null : optional("error_description");
    if (error == null) {
      return failed(what, "the server answered with HTTP status " + status);
    }
    String said = description == null ? error : "%s (%s)".formatted(description, error);
    return failed(what, shown(said));
  }

  static OperationalException failed(String what, String why) {
    return new OperationalException(what + ": " + why);
  }

  /** What the server says, without control characters, and not too long. */
  static String shown(String said) {
    String plain = said.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= LONGEST_SHOWN ? plain : plain.substring(0, LONGEST_SHOWN) + "…";
  }

  @Override
  public String toString() {
    return "Answer[status=" + status + "]";
  }
}
