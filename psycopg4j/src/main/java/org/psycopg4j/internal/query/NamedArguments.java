// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import org.jspecify.annotations.Nullable;

/** Values by name, a null among them. */
interface NamedArguments {
  /** Whether there is a value of that name, null or not. */
  boolean has(String name);

  /** The value of a name that is there. */
  @Nullable Object value(String name);

  /** How many values there are. */
  int size();
}
