// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.json.JsonObject;
import org.psycopg4j.internal.json.MalformedJsonException;
import org.psycopg4j.internal.wire.MessageReader;

/**
 * A server's answer to a token that it does not take, or to none (RFC 7628 §3.2.2).
 *
 * @param status why: invalid_token, for one that is not there as well
 * @param document where the issuer whose tokens it takes describes itself; null if it says nothing
 * @param scope what a token has to be good for; null if it says nothing
 */
record TokenRefusal(String status, @Nullable DiscoveryDocument document, @Nullable String scope) {
  static final String INVALID_TOKEN = "invalid_token";

  private static final int LONGEST = 16 << 10;

  static TokenRefusal read(MessageReader message, boolean allowsHttp) {
    if (message.remaining() > LONGEST) {
      throw new OperationalException(
          "server's OAuth error response is longer than %d bytes".formatted(LONGEST));
    }
    try {
      JsonObject answer = JsonObject.parse(text(message.bytes(message.remaining())));
      String status = answer.string("status");
      String uri = answer.string("openid-configuration");
      String scope = answer.string("scope");
      if (status == null) {
        throw new OperationalException("server sent error response without a status");
      }
      return new TokenRefusal(
          status, uri == null ? null : DiscoveryDocument.at(uri, allowsHttp), scope);
    } catch (MalformedJsonException e) {
      throw new OperationalException(
          "failed to parse server's error response: " + e.getMessage(), e);
    }
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new OperationalException(
          "failed to parse server's error response: it is not in UTF-8", e);
    }
  }
}
