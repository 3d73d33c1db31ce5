// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import org.jspecify.annotations.Nullable;

/** Takes values at no cost, yet so that the compiler can't leave their decoding out. */
public final class Blackhole implements Values {
  private @Nullable Object object; // a field of a long-lived object: what it is given escapes
  private long bits;

  @Override
  public void add(@Nullable Object value) {
    object = value;
  }

  @Override
  public void add(long value) {
    bits ^= value;
  }

  @Override
  public void add(double value) {
    bits ^= Double.doubleToRawLongBits(value);
  }

  @Override
  public void add(boolean value) {
    bits ^= value ? 1 : 2;
  }

  @Override
  public void endRow() {}

  @Override
  public String toString() {
    return bits + " " + object;
  }
}
