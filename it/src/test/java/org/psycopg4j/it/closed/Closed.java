// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.closed;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** A record in a package that is neither exported nor open, as a program's own usually are. */
public final class Closed {
  private Closed() {}

  record Secret(int id, List<String> names) {}

  public static Class<? extends Record> recordClass() {
    return Secret.class;
  }

  public static MethodHandles.Lookup lookup() {
    return MethodHandles.lookup();
  }
}
