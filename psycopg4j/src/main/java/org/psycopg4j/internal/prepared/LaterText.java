// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

/** What a statement is by the simple protocol, written when it is asked for. */
@FunctionalInterface
public interface LaterText {
  /** The text, in the client's encoding. */
  byte[] bytes();
}
