// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import org.jspecify.annotations.Nullable;

/** Where a driver puts each value that it has read. */
public sealed interface Values permits Checksum, Blackhole {
  void add(@Nullable Object value);

  void add(long value);

  void add(double value);

  void add(boolean value);

  /** The row's last value has been added. */
  void endRow();
}
