// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * One time through the device flow (RFC 8628): the issuer's endpoints, a code that a person enters
 * there, and questions for the token until that has been done. No thread waits for it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained here can't fail
public final class DeviceFlowRun {
  private static final String WHAT = "failed to obtain access token";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
  private static final Duration SLOWER = Duration.ofSeconds(5);
  private static final Pattern BEARER = Pattern.compile("bearer", Pattern.CASE_INSENSITIVE);

  private final AuthorizationServer server;
  private final DeviceClient client;
  private final Consumer<DeviceGrant> prompt;
  private final Pauses pauses;
  private final CompletableFuture<@Nullable String> token = new CompletableFuture<>();
  private volatile @Nullable CompletableFuture<?> asked; // what is under way

  DeviceFlowRun(
      AuthorizationServer server,
      DeviceClient client,
      Consumer<DeviceGrant> prompt,
      Pauses pauses) {
    this.server = server;
    this.client = client;
    this.prompt = prompt;
    this.pauses = pauses;
  }

  /**
   * Begins.
   *
   * @param prompt is told what a person has to do
   * @return the token, or an OperationalException; who cancels it ends the flow
   */
  public static CompletableFuture<@Nullable String> start(
      AuthorizationServer server, DeviceClient client, Consumer<DeviceGrant> prompt) {
    return new DeviceFlowRun(server, client, prompt, Pauses.REAL).start();
  }

  CompletableFuture<@Nullable String> start() {
    token.whenComplete(
        (value, failure) -> {
          CompletableFuture<?> underWay = asked;
          if (failure != null && underWay != null) {
            underWay.cancel(true);
          }
        });
    then(
        server.get(IssuerDocument.WHAT, client.document()),
        answer -> authorize(IssuerDocument.of(answer, client)));
    return token;
  }

  private void authorize(IssuerDocument issuer) {
    Form form = client.form();
    String scope = client.scope();
    if (scope != null && !scope.isEmpty()) {
      form.with("scope", scope);
    }
    then(
        server.post(DeviceGrant.WHAT, issuer.deviceAuthorization(), form, client.authorization()),
        answer -> {
          DeviceGrant grant = DeviceGrant.of(answer, client.isUnsafe());
          long end = pauses.nanoTime() + grant.expiresIn().toNanos();
          prompt.accept(grant);
          askLater(new Question(issuer, grant.deviceCode(), end), grant.interval());
        });
  }

  /**
   * The question for the token.
   *
   * @param end when there is no use in asking any more, by the pauses' clock
   */
  private record Question(IssuerDocument issuer, String deviceCode, long end) {}

  private void askLater(Question question, Duration pause) {
    if (question.end() - pauses.nanoTime() <= pause.toNanos()) {
      token.completeExceptionally(
          Answer.failed(WHAT, "the code was not entered before it expired"));
      return;
    }
    Executor later = pauses.after(pause);
    later.execute(() -> guarded(() -> ask(question, pause)));
  }

  private void ask(Question question, Duration pause) {
    if (token.isDone()) {
      return;
    }
    Form form = client.form().with("grant_type", GRANT).with("device_code", question.deviceCode());
    CompletableFuture<Answer> sent =
        server.post(WHAT, question.issuer().token(), form, client.authorization());
    under(sent);
    sent.whenComplete(
        (answer, failure) -> {
          if (failure instanceof SlowServerException) {
            askLater(question, pause.multipliedBy(2)); // RFC 8628 §3.5
          } else if (failure != null) {
            token.completeExceptionally(unwrapped(failure));
          } else {
            guarded(() -> take(answer, question, pause));
          }
        });
  }

  private void take(Answer answer, Question question, Duration pause) {
    if (answer.isOk()) {
      String type = answer.string("token_type");
      if (!BEARER.matcher(type).matches()) {
        throw Answer.failed(WHAT, "unsupported token type \"" + Answer.shown(type) + "\"");
      }
      token.complete(answer.string("access_token"));
      return;
    }
    String error = answer.optional("error");
    if ("authorization_pending".equals(error)) {
      askLater(question, pause);
    } else if ("slow_down".equals(error)) {
      askLater(question, pause.plus(SLOWER));
    } else {
      throw answer.error();
    }
  }

  /** What is done with an answer that comes; without one the flow fails. */
  private void then(CompletableFuture<Answer> sent, Consumer<Answer> next) {
    under(sent);
    sent.whenComplete(
        (answer, failure) -> {
          if (failure != null) {
            token.completeExceptionally(unwrapped(failure));
          } else if (!token.isDone()) {
            guarded(() -> next.accept(answer));
          }
        });
  }

  private void under(CompletableFuture<Answer> sent) {
    asked = sent;
    if (token.isDone()) {
      sent.cancel(true);
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (OperationalException e) {
      token.completeExceptionally(e);
    } catch (Throwable t) { // the prompt's, for instance
      token.completeExceptionally(
          new OperationalException("the device flow failed: " + t.getClass().getName(), t));
    }
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
