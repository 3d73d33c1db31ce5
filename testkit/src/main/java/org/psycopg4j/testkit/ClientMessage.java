// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.nio.charset.StandardCharsets;

/** A message that a {@link FakeServer} got from its client. */
public final class ClientMessage {
  private final char tag;
  private final byte[] body;

  ClientMessage(char tag, byte[] body) {
    this.tag = tag;
    this.body = body;
  }

  public char tag() {
    return tag;
  }

  /** What follows the length. */
  public byte[] body() {
    return body.clone();
  }

  /** The body as UTF-8, with its zero bytes. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return MessageNames.ofClient(ClientMessages.raw(tag, body)) + " " + text();
  }
}
