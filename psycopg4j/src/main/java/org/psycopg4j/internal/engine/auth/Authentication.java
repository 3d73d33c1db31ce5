// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.internal.wire.SendBuffer;

/** Answers the server's Authentication messages with the method that each one asks for. */
public final class Authentication {
  private static final int OK = 0;
  private static final int CLEARTEXT_PASSWORD = 3;
  private static final int MD5_PASSWORD = 5;
  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;

  private final String user;
  private final @Nullable String password;
  private final ChannelBinding binding;
  private @Nullable ScramSha256 scram;
  private boolean asked;
  private boolean ok;

  /** Proves to be {@code user} by {@code password}, if a password is wanted. */
  public Authentication(String user, @Nullable String password, ChannelBinding binding) {
    this.user = user;
    this.password = password;
    this.binding = binding;
  }

  /** Answers one message. */
  public void answer(MessageReader message, SendBuffer out) {
    int request = message.int32();
    if (ok) {
      throw new MalformedMessageException(
          "the server asked for authentication after it had accepted it");
    }
    if (request != OK && request < SASL) {
      binding.requireNone();
    }
    switch (request) {
      case OK -> accepted();
      case CLEARTEXT_PASSWORD ->
          Frontend.password(out, firstAnswer().getBytes(StandardCharsets.UTF_8));
      case MD5_PASSWORD ->
          Frontend.password(out, Md5Password.digest(user, firstAnswer(), message.bytes(4)));
      case SASL -> {
        scram = ScramSha256.choose(message, firstAnswer(), binding);
        scram.sendFirst(out);
      }
      case SASL_CONTINUE -> scramUnderWay().sendFinal(message, out);
      case SASL_FINAL -> scramUnderWay().verify(message);
      default ->
          throw new OperationalException(
              "authentication method %d (%s) is not supported".formatted(request, name(request)));
    }
  }

  /** Raises an error if the session became ready although nothing was accepted. */
  public void requireOk() {
    if (!ok) {
      throw new MalformedMessageException("the server started a session without authentication");
    }
  }

  /** Whether the server asked for the password. */
  public boolean usedPassword() {
    return asked;
  }

  private void accepted() {
    if (scram != null) {
      scram.requireVerified();
    }
    binding.requireBound(scram != null && scram.isBound());
    ok = true;
  }

  /**
   * The password, which a server may ask for once: one that keeps asking would keep us for ever.
   */
  private String firstAnswer() {
    if (asked) {
      throw new MalformedMessageException("the server asked for the password more than once");
    }
    asked = true;
    if (password == null || password.isEmpty()) {
      throw new OperationalException("fe_sendauth: no password supplied");
    }
    return password;
  }

  private ScramSha256 scramUnderWay() {
    if (scram == null) {
      throw new MalformedMessageException("the server continued a SASL exchange it had not begun");
    }
    return scram;
  }

  private static String name(int request) {
    return switch (request) {
      case 2 -> "Kerberos V5";
      case 6 -> "SCM credential";
      case 7, 8 -> "GSSAPI";
      case 9 -> "SSPI";
      default -> "unknown";
    };
  }
}
