// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.SelectableChannel;
import org.psycopg4j.errors.NotSupportedException;

/**
 * The operating system's descriptor of a channel. Java tells it to nobody unless it runs with
 * {@code --add-opens java.base/sun.nio.ch=ALL-UNNAMED}, or with the name of this module in place of
 * the last word.
 */
final class Descriptor {
  private Descriptor() {}

  /**
   * The descriptor.
   *
   * @throws NotSupportedException if Java does not tell it
   */
  static int of(SelectableChannel channel) {
    try {
      Method method = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal");
      method.setAccessible(true);
      return (int) method.invoke(channel);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException
        | RuntimeException e) {
      throw new NotSupportedException(
          "the descriptor of a connection's socket is not told: run Java with"
              + " --add-opens java.base/sun.nio.ch=ALL-UNNAMED");
    }
  }
}
