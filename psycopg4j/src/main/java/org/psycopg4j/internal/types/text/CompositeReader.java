// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.util.Arrays;
import org.psycopg4j.internal.types.CompositePlan;
import org.psycopg4j.internal.wire.Bytes;

/** A walk over one composite in text format, which copies its attributes into a DataRow's body. */
final class CompositeReader {
  private static final int COUNT = 2; // bytes
  private static final int LENGTH = 4;
  private static final int NULL = -1;

  private final CompositePlan plan;
  private final byte[] buf;
  private final int end;
  private final byte[] body;
  private int at;
  private int size = COUNT;
  private int found;

  CompositeReader(CompositePlan plan, byte[] buf, int off, int len) {
    this.plan = plan;
    this.buf = buf;
    this.at = off;
    this.end = off + len;
    // An attribute is at most as long as its text; those that the type lacks are only counted.
    this.body = new byte[COUNT + LENGTH * plan.size() + len];
  }

  byte[] body() {
    take('(');
    if (plan.size() == 0 && at < end && buf[at] == ')') {
      at++;
    } else {
      attributes();
    }
    if (at != end) {
      throw CompositePlan.malformed();
    }
    if (found != plan.size()) {
      throw plan.miscounted(found);
    }
    body[0] = (byte) (found >> 8);
    body[1] = (byte) found;
    return Arrays.copyOf(body, size);
  }

  private void attributes() {
    do {
      attribute();
      found++;
    } while (next());
  }

  /** Takes a comma, or the parenthesis that ends it all. */
  private boolean next() {
    if (at < end && buf[at] == ',') {
      at++;
      return true;
    }
    take(')');
    return false;
  }

  private void attribute() {
    boolean wanted = found < plan.size();
    int lengthAt = size;
    if (wanted) {
      size += LENGTH;
    }
    int start = at;
    if (at < end && buf[at] == '"') {
      quoted(wanted);
    } else {
      plain(wanted);
    }
    if (wanted) {
      Bytes.putInt32(body, lengthAt, at == start ? NULL : size - lengthAt - LENGTH);
    }
  }

  private void plain(boolean wanted) {
    while (at < end && buf[at] != ',' && buf[at] != ')') {
      if (buf[at] == '"' || buf[at] == '(' || buf[at] == '\\') {
        throw CompositePlan.malformed();
      }
      copy(wanted);
    }
  }

  /** Reads what is in quotes, where a quote and a backslash are doubled. */
  private void quoted(boolean wanted) {
    at++;
    while (at < end) {
      byte b = buf[at];
      if (b == '"' || b == '\\') {
        boolean doubled = at + 1 < end && buf[at + 1] == b;
        at++;
        if (!doubled && b == '"') {
          return;
        }
        if (!doubled) {
          break;
        }
      }
      copy(wanted);
    }
    throw CompositePlan.malformed();
  }

  private void copy(boolean wanted) {
    if (wanted) {
      body[size++] = buf[at];
    }
    at++;
  }

  private void take(char c) {
    if (at >= end || buf[at] != c) {
      throw CompositePlan.malformed();
    }
    at++;
  }
}
