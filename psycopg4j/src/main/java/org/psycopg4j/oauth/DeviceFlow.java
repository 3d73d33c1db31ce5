// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.oauth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.oauth.AuthorizationServer;
import org.psycopg4j.internal.oauth.DeviceClient;
import org.psycopg4j.internal.oauth.DeviceFlowRun;
import org.psycopg4j.internal.oauth.DeviceGrant;

/**
 * The device flow (RFC 8628): a person visits a page, there lets the program in, and it gets a
 * token. It is what is used where {@code oauth_issuer} and {@code oauth_client_id} are set and no
 * {@link TokenProvider}, as libpq does.
 *
 * <p>The issuer is spoken to by HTTPS alone, redirects are not followed, no answer may take longer
 * than 30 seconds or be longer than 256 KiB, and nobody waits for a person longer than the issuer
 * says, or an hour. As in libpq, {@code PGOAUTHDEBUG=UNSAFE}, in the environment or as a system
 * property, allows HTTP and no pause between questions, for tests; it prints nothing here.
 *
 * <p>It needs the JDK's module {@code java.net.http}, which a program on the module path has to
 * require itself. For several threads, and for several connections.
 */
public final class DeviceFlow implements TokenProvider {
  private static final DeviceFlow PRINTING =
      prompting(
          prompt ->
              System.err.printf(
                  "Visit %s and enter the code: %s%n",
                  prompt.verificationUri(), prompt.userCode()));

  private final Consumer<DevicePrompt> prompts;
  private final @Nullable SSLContext tls;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable AuthorizationServer server;

  private DeviceFlow(Consumer<DevicePrompt> prompts, @Nullable SSLContext tls) {
    this.prompts = prompts;
    this.tls = tls;
  }

  /** The flow that says on {@link System#err} what is to be done, as libpq does. */
  public static DeviceFlow printing() {
    return PRINTING;
  }

  /**
   * The flow that has the program say what is to be done.
   *
   * @param prompts is told once for each connection that wants a token, on a thread that is not the
   *     caller's; the flow goes on when it returns. What it throws fails the connection.
   */
  public static DeviceFlow prompting(Consumer<DevicePrompt> prompts) {
    return new DeviceFlow(prompts, null);
  }

  /**
   * The same flow over another TLS, such as one that trusts an own authority.
   *
   * @param context null for the JVM's
   */
  public DeviceFlow sslContext(@Nullable SSLContext context) {
    return new DeviceFlow(prompts, context);
  }

  @Override
  public CompletionStage<@Nullable String> token(TokenRequest request) {
    String clientId = request.clientId();
    if (clientId == null) {
      return CompletableFuture.failedFuture(
          new OperationalException("the device flow needs oauth_client_id"));
    }
    DeviceClient client =
        new DeviceClient(
            request.issuer(),
            request.discoveryUri(),
            clientId,
            request.clientSecret(),
            request.scope());
    try {
      return DeviceFlowRun.start(server(), client, grant -> prompts.accept(prompt(grant)));
    } catch (NoClassDefFoundError e) {
      return CompletableFuture.failedFuture(
          new OperationalException(
              "the device flow needs the JDK's module java.net.http: require it, or run with"
                  + " --add-modules java.net.http",
              e));
    }
  }

  private AuthorizationServer server() {
    lock.lock();
    try {
      AuthorizationServer made = server;
      if (made == null) {
        made = new AuthorizationServer(tls);
        server = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  private static DevicePrompt prompt(DeviceGrant grant) {
    return new DevicePrompt(
        grant.verificationUri(),
        grant.userCode(),
        grant.verificationUriComplete(),
        grant.expiresIn());
  }
}
