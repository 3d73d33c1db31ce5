// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.prepared.LaterText;

/** The last text that a cursor has sent: written, or to be written when it is asked for. */
final class SentText {
  private byte @Nullable [] bytes;
  private @Nullable LaterText merged;

  void is(byte @Nullable [] text) {
    bytes = text;
    merged = null;
  }

  void is(LaterText text) {
    bytes = null;
    merged = text;
  }

  void is(SentText other) {
    bytes = other.bytes;
    merged = other.merged;
  }

  /** This text; there is none here any more. */
  SentText taken() {
    SentText taken = new SentText();
    taken.is(this);
    is((byte[]) null);
    return taken;
  }

  boolean isNothing() {
    return bytes == null && merged == null;
  }

  /** The text; null before the first. */
  byte @Nullable [] bytes() {
    LaterText later = merged;
    if (later != null) {
      bytes = later.bytes();
      merged = null;
    }
    return bytes;
  }
}
