// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The device flow begun (RFC 8628 §3.2). Shows nothing of itself.
 *
 * @param deviceCode what is shown to the server when the token is asked for
 * @param userCode what a person enters
 * @param verificationUri where
 * @param verificationUriComplete a page that knows the code already; null if there is none
 * @param expiresIn how long there is for it
 * @param interval how long to wait between two questions
 */
public record DeviceGrant(
    String deviceCode,
    String userCode,
    URI verificationUri,
    @Nullable URI verificationUriComplete,
    Duration expiresIn,
    Duration interval) {
  static final String WHAT = "failed to obtain device authorization";

  /* A server may say anything; nobody waits for longer than an hour. */
  private static final long MOST_SECONDS = 3600;
  private static final long USUAL_INTERVAL = 5;

  static DeviceGrant of(Answer answer, boolean isUnsafe) {
    if (!answer.isOk()) {
      throw answer.error();
    }
    String userCode = answer.string("user_code");
    if (userCode.chars().anyMatch(Character::isISOControl)) { // it is printed
      throw Answer.failed(WHAT, "field \"user_code\" contains control characters");
    }
    @Nullable String page = answer.optional("verification_uri");
    String pageField = page == null ? "verification_url" : "verification_uri"; // Google's
    @Nullable String complete = answer.optional("verification_uri_complete");
    @Nullable BigDecimal expiresIn = answer.number("expires_in");
    @Nullable BigDecimal interval = answer.number("interval");
    if (expiresIn == null) {
      throw Answer.failed(WHAT, "field \"expires_in\" is missing");
    }
    return new DeviceGrant(
        answer.string("device_code"),
        userCode,
        Addresses.page(WHAT, pageField, answer.string(pageField)),
        complete == null ? null : Addresses.page(WHAT, "verification_uri_complete", complete),
        seconds(expiresIn, 1),
        interval == null
            ? Duration.ofSeconds(USUAL_INTERVAL)
            : seconds(interval, isUnsafe ? 0 : 1));
  }

  /** Whole seconds, rounded up, within bounds. */
  private static Duration seconds(BigDecimal told, long least) {
    BigDecimal most = told.min(BigDecimal.valueOf(MOST_SECONDS));
    BigDecimal bounded = most.max(BigDecimal.valueOf(least));
    return Duration.ofSeconds(bounded.setScale(0, RoundingMode.CEILING).longValue());
  }

  @Override
  public String toString() {
    return "DeviceGrant[verificationUri=" + verificationUri + "]";
  }
}
