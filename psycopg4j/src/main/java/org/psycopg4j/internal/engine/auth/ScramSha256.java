// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.exception.ScramException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.internal.wire.SendBuffer;

/** The SCRAM-SHA-256 method (manual: "SASL Authentication"; RFC 5802, RFC 7677). */
final class ScramSha256 {
  private static final String MECHANISM = "SCRAM-SHA-256";
  private static final String PLUS = MECHANISM + "-PLUS";
  private static final String END_POINT = "tls-server-end-point";

  /* The server says how often the password is hashed: PostgreSQL's default is 4096. A hostile one
  could say a thousand million and keep us hashing for hours. */
  private static final int MOST_ITERATIONS = 1_000_000;
  private static final Pattern ITERATIONS = Pattern.compile("(?:^|,)i=([0-9]*)");

  private static final int NONCE_LENGTH = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String password;
  private final String mechanism;
  private final byte @Nullable [] endPoint; // null without channel binding
  private final @Nullable ScramKeys given;
  private final String nonce = ScramFunctions.nonce(NONCE_LENGTH, RANDOM);
  private ScramClient client;
  private @Nullable ScramKeys keys;
  private boolean continued;
  private boolean verified;

  private ScramSha256(
      String password, @Nullable ScramKeys given, String mechanism, byte @Nullable [] endPoint) {
    this.password = password;
    this.given = given;
    this.mechanism = mechanism;
    this.endPoint = endPoint;
    this.client =
        bound(
            given == null
                ? unnamed().password(password.toCharArray())
                : unnamed().clientAndServerKey(given.clientKey(), given.serverKey()));
  }

  // The user's name goes in StartupMessage; the server ignores the one in SCRAM.
  private ScramClient.PasswordBuildStage unnamed() {
    return ScramClient.builder().advertisedMechanisms(List.of(mechanism)).username("*");
  }

  /* Without PLUS, the end point says that we could have: a server that can, too, then knows that
  somebody has taken it from its offer. */
  private ScramClient bound(ScramClient.FinalBuildStage stage) {
    byte[] hash = endPoint;
    ScramClient.FinalBuildStage last = stage.nonceSupplier(() -> nonce);
    return (hash == null ? last : last.channelBinding(END_POINT, hash)).build();
  }

  /** Whether a mechanism is this one, bound to the connection or not. */
  static boolean isOne(String mechanism) {
    return mechanism.equals(MECHANISM) || mechanism.equals(PLUS);
  }

  /** Chooses the best of the server's mechanisms that we have. */
  static ScramSha256 choose(
      List<String> offered, String password, @Nullable ScramKeys given, ChannelBinding binding) {
    boolean canBind = offered.contains(PLUS);
    if (canBind && binding.endPoint() == null) {
      throw new OperationalException(
          "server offered SCRAM-SHA-256-PLUS authentication over a non-SSL connection");
    }
    binding.requireOffered(canBind);
    byte[] hash = binding.hash();
    String mechanism = canBind && hash != null ? PLUS : MECHANISM;
    if (!offered.contains(mechanism)) {
      throw new OperationalException(
          "none of the server's SASL authentication mechanisms are supported: " + offered);
    }
    return new ScramSha256(password, given, mechanism, hash);
  }

  void sendFirst(SendBuffer out) {
    Frontend.saslInitialResponse(out, mechanism, bytes(client.clientFirstMessage().toString()));
  }

  void sendFinal(MessageReader message, SendBuffer out) {
    if (continued) {
      throw new MalformedMessageException("the server continued the SCRAM exchange twice");
    }
    continued = true;
    String serverFirst = text(message);
    requireBearable(serverFirst);
    try {
      ServerFirstMessage first = ServerFirstMessage.parseFrom(serverFirst, nonce);
      byte[] salt = Base64.getDecoder().decode(first.getSalt());
      ScramKeys found =
          given == null ? ScramKeys.of(password, salt, first.getIterationCount()) : given;
      keys = found;
      client = bound(unnamed().clientAndServerKey(found.clientKey(), found.serverKey()));
      client.clientFirstMessage(); // the same again
      client.serverFirstMessage(serverFirst);
      Frontend.saslResponse(out, bytes(client.clientFinalMessage().toString()));
    } catch (ScramException | IllegalArgumentException | IllegalStateException e) {
      throw new OperationalException("malformed SCRAM message from the server", e);
    }
  }

  void verify(MessageReader message) {
    if (!continued || verified) {
      throw new MalformedMessageException("the server ended a SCRAM exchange that was not open");
    }
    try {
      client.serverFinalMessage(text(message));
    } catch (ScramException | IllegalArgumentException | IllegalStateException e) {
      throw new OperationalException(
          "the server did not prove that it knows the password (SCRAM signature)", e);
    }
    verified = true;
    if (keys != null) {
      keys.keep();
    }
  }

  /** Whether the proof is bound to the TLS connection. */
  boolean isBound() {
    return mechanism.equals(PLUS);
  }

  /** A server that skips its own proof may not know the password: don't talk to it. */
  void requireVerified() {
    if (!verified) {
      throw new OperationalException("the server accepted us before it proved who it is (SCRAM)");
    }
  }

  private static void requireBearable(String serverFirst) {
    Matcher iterations = ITERATIONS.matcher(serverFirst);
    if (iterations.find()
        && (iterations.group(1).length() > 9
            || iterations.group(1).isEmpty()
            || Integer.parseInt(iterations.group(1)) > MOST_ITERATIONS)) {
      throw new OperationalException(
          "the server asks for more SCRAM iterations than %d".formatted(MOST_ITERATIONS));
    }
  }

  private static String text(MessageReader message) {
    return new String(message.bytes(message.remaining()), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }
}
