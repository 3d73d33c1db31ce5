// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.oauth;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a person has to do so that a program gets a token (RFC 8628 §3.3): visit a page and enter a
 * code there. Whoever enters it lets the program in, so it is shown to nobody else.
 *
 * @param verificationUri the page
 * @param userCode the code
 * @param verificationUriComplete a page that knows the code already, for a link or a picture of
 *     one; null if there is none
 * @param expiresIn how long there is for it
 */
public record DevicePrompt(
    URI verificationUri,
    String userCode,
    @Nullable URI verificationUriComplete,
    Duration expiresIn) {}
