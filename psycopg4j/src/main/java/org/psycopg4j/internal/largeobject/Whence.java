// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

/** Where an offset counts from, as a number of the server's. */
public final class Whence {
  public static final int START = 0;
  public static final int CURRENT = 1;
  public static final int END = 2;

  private Whence() {}
}
