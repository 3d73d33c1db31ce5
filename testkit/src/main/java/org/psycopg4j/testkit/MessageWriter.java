// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** One protocol message in the making: an optional tag, a length that counts itself, a body. */
final class MessageWriter {
  private static final int NO_TAG = -1;

  private final int tag;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private MessageWriter(int tag) {
    this.tag = tag;
  }

  static MessageWriter tagged(char tag) {
    return new MessageWriter(tag);
  }

  /** A start-up packet, the only kind without a tag. */
  static MessageWriter untagged() {
    return new MessageWriter(NO_TAG);
  }

  MessageWriter int8(int value) {
    body.write(value);
    return this;
  }

  MessageWriter int16(int value) {
    return int8(value >>> 8).int8(value);
  }

  MessageWriter int32(int value) {
    return int16(value >>> 16).int16(value);
  }

  MessageWriter raw(byte[] bytes) {
    body.writeBytes(bytes);
    return this;
  }

  /** Text and the zero byte that ends it. */
  MessageWriter string(String text) {
    return raw(Bytes.utf8(text)).int8(0);
  }

  /** A value with its length before it; NULL has the length -1. */
  MessageWriter value(byte @Nullable [] bytes) {
    return bytes == null ? int32(-1) : int32(bytes.length).raw(bytes);
  }

  /** How many there are, then the values. */
  MessageWriter values(byte[] @Nullable [] values) {
    int16(values.length);
    for (byte[] value : values) {
      value(value);
    }
    return this;
  }

  MessageWriter int16s(int... values) {
    int16(values.length);
    for (int value : values) {
      int16(value);
    }
    return this;
  }

  byte[] bytes() {
    return bytes(body.size() + 4);
  }

  /** The message with a length that may be a lie. */
  byte[] bytes(int claimedLength) {
    byte[] length = {
      (byte) (claimedLength >>> 24),
      (byte) (claimedLength >>> 16),
      (byte) (claimedLength >>> 8),
      (byte) claimedLength
    };
    byte[] head = tag == NO_TAG ? new byte[0] : new byte[] {(byte) tag};
    return Bytes.concat(head, length, body.toByteArray());
  }

  /** The UTF-8 bytes of each text; null stays null. */
  static byte[] @Nullable [] texts(@Nullable String... texts) {
    byte[] @Nullable [] values = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i];
      if (text != null) {
        values[i] = Bytes.utf8(text);
      }
    }
    return values;
  }
}
