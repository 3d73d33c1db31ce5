// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.engine.auth.Authentication;
import org.psycopg4j.internal.engine.auth.Credentials;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * The start of a session: StartupMessage, authentication, the key for cancelling (manual:
 * "Start-up").
 */
public final class StartupExchange extends Exchange {
  private final Map<String, String> parameters;
  private final Authentication authentication;
  private final ProtocolVersions versions;
  private int version;
  private int backendPid;
  private byte @Nullable [] secretKey;

  /** The same with a password, in protocol 3.0. */
  public StartupExchange(Map<String, String> parameters, @Nullable String password) {
    this(parameters, Credentials.of(password), ProtocolVersions.ONLY_3_0);
  }

  /**
   * A start with these session parameters, {@code user} among them, and the password to use if the
   * server asks for one.
   *
   * @param credentials what proves who we are
   * @param versions of the protocol, that may be spoken
   */
  public StartupExchange(
      Map<String, String> parameters, Credentials credentials, ProtocolVersions versions) {
    this.parameters = parameters;
    this.versions = versions;
    this.version = versions.newest();
    this.authentication = new Authentication(parameters.getOrDefault("user", ""), credentials);
  }

  @Override
  protected void send(SendBuffer out) {
    Frontend.startup(out, version, parameters);
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    switch (tag) {
      case Backend.AUTHENTICATION -> authentication.answer(new MessageReader(buf, off, len), out);
      case Backend.NEGOTIATE_PROTOCOL_VERSION ->
          version = versions.negotiated(new MessageReader(buf, off, len));
      case Backend.BACKEND_KEY_DATA -> {
        MessageReader message = new MessageReader(buf, off, len);
        backendPid = message.int32();
        secretKey = message.bytes(message.remaining());
      }
      default -> throw unexpected(tag, "starting a session");
    }
  }

  @Override
  protected void onReady() {
    authentication.requireOk();
  }

  /** The version of the protocol that is spoken: the major number, and the minor in 16 bits. */
  public int version() {
    return version;
  }

  /** The server's process number for this session, 0 if it told none. */
  public int backendPid() {
    return backendPid;
  }

  /** What proves, in a CancelRequest, that the session is ours; null if the server told none. */
  public byte @Nullable [] secretKey() {
    return secretKey;
  }

  /** Whether it takes a token, and another connection, to be let in. */
  public boolean awaitsToken() {
    return authentication.awaitsToken();
  }

  /** Whether the server has believed who we are; it may still refuse a session. */
  public boolean isAuthenticated() {
    return authentication.isOk();
  }

  /** Whether it takes a ticket, and another connection, to be let in. */
  public boolean awaitsTicket() {
    return authentication.awaitsTicket();
  }

  /** Whether the server asked for the password. */
  public boolean usedPassword() {
    return authentication.usedPassword();
  }
}
