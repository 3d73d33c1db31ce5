// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/** The literals of named arguments during one merge: each is written once and then copied. */
final class NamedLiterals {
  private final NamedArguments given;
  private final Quoting quoting;
  private final AnyLiteral literals;
  private final int[] starts;
  private final int[] ends;
  private @Nullable SqlBuffer ahead;
  private int written;

  NamedLiterals(int names, NamedArguments given, Quoting quoting, AnyLiteral literals) {
    this.given = given;
    this.quoting = quoting;
    this.literals = literals;
    this.starts = new int[names];
    this.ends = new int[names];
  }

  /** Appends a name's literal, a copy of the first one if there is one; names come in order. */
  void inPlace(int slot, String name, SqlBuffer out) {
    if (slot < written) {
      out.repeat(starts[slot], ends[slot]);
    } else {
      write(slot, name, out);
    }
  }

  /** Writes every name's literal aside. */
  void ahead(List<String> names) {
    SqlBuffer aside = new SqlBuffer(quoting.charset());
    for (int slot = 0; slot < names.size(); slot++) {
      write(slot, names.get(slot), aside);
    }
    ahead = aside;
  }

  /** Appends a name's literal that was written aside. */
  void fromAhead(int slot, SqlBuffer out) {
    if (ahead != null) {
      out.bytes(ahead.array(), starts[slot], ends[slot] - starts[slot]);
    }
  }

  private void write(int slot, String name, SqlBuffer out) {
    if (!given.has(name)) {
      throw Defect.missing(name);
    }
    starts[slot] = out.size();
    literals.write(given.value(name), out, quoting);
    ends[slot] = out.size();
    written = slot + 1;
  }
}
