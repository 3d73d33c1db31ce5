// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.gss.SecurityContext;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.internal.wire.SendBuffer;

/** Answers the server's Authentication messages with the method that each one asks for. */
public final class Authentication {
  private static final int OK = 0;
  private static final int CLEARTEXT_PASSWORD = 3;
  private static final int MD5_PASSWORD = 5;
  private static final int GSS = 7;
  private static final int GSS_CONTINUE = 8;
  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;

  private final String user;
  private final Credentials credentials;
  private @Nullable ScramSha256 scram;
  private @Nullable OAuthBearer oauth;
  private @Nullable SecurityContext gss;
  private boolean awaitsTicket;
  private boolean asked;
  private boolean ok;

  /** Proves to be {@code user}, if a proof is wanted. */
  public Authentication(String user, Credentials credentials) {
    this.user = user;
    this.credentials = credentials;
  }

  /** Answers one message. */
  public void answer(MessageReader message, SendBuffer out) {
    int request = message.int32();
    if (ok) {
      throw new MalformedMessageException(
          "the server asked for authentication after it had accepted it");
    }
    if (request != OK && request < SASL) {
      credentials.binding().requireNone();
    }
    switch (request) {
      case OK -> accepted();
      case CLEARTEXT_PASSWORD -> {
        require("password", "server requested a cleartext password");
        Frontend.password(out, firstAnswer().getBytes(StandardCharsets.UTF_8));
      }
      case MD5_PASSWORD -> {
        require("md5", "server requested a hashed password");
        Frontend.password(out, Md5Password.digest(user, firstAnswer(), message.bytes(4)));
      }
      case GSS -> beginGss(out);
      case GSS_CONTINUE -> continueGss(message, out);
      case SASL -> begin(mechanisms(message), out);
      case SASL_CONTINUE -> {
        if (oauth != null) {
          oauth.answerRefusal(message, out);
        } else {
          scramUnderWay().sendFinal(message, out);
        }
      }
      case SASL_FINAL -> {
        if (oauth != null) {
          throw OAuthBearer.unexpectedFinal();
        }
        scramUnderWay().verify(message);
      }
      default ->
          throw new OperationalException(
              "authentication method %d (%s) is not supported".formatted(request, name(request)));
    }
  }

  private void beginGss(SendBuffer out) {
    if (gss != null || asked || scram != null || oauth != null) {
      throw new MalformedMessageException(
          "the server asked for GSSAPI authentication after something else");
    }
    require(AuthRequirement.GSS, "server requested GSSAPI authentication");
    gss = credentials.gss().take();
    if (gss == null) {
      awaitsTicket = true;
      credentials.gss().want();
    } else {
      Frontend.gssResponse(out, gss.firstToken());
    }
  }

  private void continueGss(MessageReader message, SendBuffer out) {
    SecurityContext context = gss;
    if (context == null || context.isEstablished()) {
      throw new MalformedMessageException("the server continued a GSSAPI exchange that is none");
    }
    byte[] answer = context.answer(message.bytes(message.remaining()));
    if (answer != null && answer.length > 0) {
      Frontend.gssResponse(out, answer);
    }
  }

  /** Begins with the first of the server's mechanisms that we have. */
  private void begin(List<String> offered, SendBuffer out) {
    credentials.required().requireSasl();
    if (isOAuthFirst(offered)) {
      if (oauth != null || scram != null || asked) {
        throw new MalformedMessageException(
            "the server asked for a token after it had asked for something else");
      }
      require(AuthRequirement.OAUTH, "server requested OAUTHBEARER authentication");
      credentials.binding().requireOffered(false);
      oauth = OAuthBearer.begin(credentials.tokens());
      oauth.sendFirst(out);
    } else {
      require(AuthRequirement.SCRAM, "server requested SCRAM-SHA-256 authentication");
      ScramKeys keys = credentials.keys();
      String password = keys == null || oauth != null ? firstAnswer() : "";
      scram = ScramSha256.choose(offered, password, keys, credentials.binding());
      scram.sendFirst(out);
    }
  }

  /** A token that nobody sees to is none: then a password may do. */
  private boolean isOAuthFirst(List<String> offered) {
    for (String mechanism : offered) {
      if (ScramSha256.isOne(mechanism)) {
        TokenSource tokens = credentials.tokens();
        int oauth = offered.indexOf(OAuthBearer.MECHANISM);
        return oauth >= 0
            && oauth < offered.indexOf(mechanism)
            && tokens != null
            && tokens.missing() == null;
      }
    }
    return offered.contains(OAuthBearer.MECHANISM);
  }

  private static List<String> mechanisms(MessageReader message) {
    List<String> offered = new ArrayList<>();
    String name = message.cString(StandardCharsets.US_ASCII);
    while (!name.isEmpty()) {
      offered.add(name);
      name = message.cString(StandardCharsets.US_ASCII);
    }
    return offered;
  }

  /** Raises an error if the session became ready although nothing was accepted. */
  public void requireOk() {
    if (!ok) {
      throw new MalformedMessageException("the server started a session without authentication");
    }
  }

  /** Whether the server has let us in. */
  public boolean isOk() {
    return ok;
  }

  /** Whether the server asked for the password. */
  public boolean usedPassword() {
    return asked;
  }

  /** Whether it takes a token, and another connection, to be let in. */
  public boolean awaitsToken() {
    return oauth != null && oauth.awaitsToken();
  }

  /** Whether it takes a ticket, and another connection, to be let in. */
  public boolean awaitsTicket() {
    return awaitsTicket;
  }

  private void require(String method, String what) {
    credentials.required().require(method, what);
  }

  private void accepted() {
    if (scram != null) {
      scram.requireVerified();
    } else if (gss != null) {
      if (!gss.isEstablished()) {
        throw new OperationalException("the server did not prove who it is by GSSAPI");
      }
      gss.dispose();
    } else if (isByGss()) {
      require(AuthRequirement.GSS, "server did not complete authentication");
    } else if (oauth == null ? !asked : !oauth.isFinished()) {
      require("none", "server did not complete authentication");
    }
    credentials.binding().requireBound(scram != null && scram.isBound());
    ok = true;
  }

  /* An encrypted way, which names us, and nothing else that was asked for. */
  private boolean isByGss() {
    return credentials.gss().isEncrypted() && !asked && oauth == null;
  }

  /**
   * The password, which a server may ask for once: one that keeps asking would keep us for ever.
   */
  private String firstAnswer() {
    if (asked || oauth != null) {
      throw new MalformedMessageException(
          oauth == null
              ? "the server asked for the password more than once"
              : "the server asked for a password after it had asked for a token");
    }
    asked = true;
    String password = credentials.password().get();
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
      case 9 -> "SSPI";
      default -> "unknown";
    };
  }
}
