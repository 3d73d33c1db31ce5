// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

/**
 * A chapter of the guide.
 *
 * @param title what stands above it
 * @param program what it does and prints
 */
record Chapter(String title, Program program) {

  /** A chapter's code: given a server, it connects, works and prints. */
  @FunctionalInterface
  interface Program {
    void run(String dsn) throws Exception;
  }
}
