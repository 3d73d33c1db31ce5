// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;

/**
 * The results of all statements that were executed together, in their order, and at which of them
 * the cursor stands: at first at the last one. Belongs to one cursor.
 */
final class Results {
  private final List<Result> results;
  private final Result last;
  private int at;

  private Results(List<Result> results, Result last) {
    this.results = results;
    this.last = last;
    this.at = results.size() - 1;
  }

  /** The results of several statements. */
  static Results of(List<Result> results) {
    return new Results(results, results.get(results.size() - 1));
  }

  /** The only result, or none. */
  static Results ofOnly(Result result) {
    return new Results(result.isNone() ? List.of() : List.of(result), result);
  }

  /** The results of many statements, which were about so many rows altogether. */
  static Results ofMany(List<Result> results, long rowCount) {
    Result last = results.get(results.size() - 1);
    return new Results(results, last.withRowCount(rowCount));
  }

  /** What the cursor has before another result is chosen. */
  Result last() {
    return last;
  }

  List<Result> list() {
    return results;
  }

  int count() {
    return results.size();
  }

  /** Moves to a result, from the end if negative, and to its first row. */
  Result select(int index) {
    int found = index < 0 ? index + results.size() : index;
    if (found < 0 || found >= results.size()) {
      throw new ProgrammingException(
          "there is no result %d: what was executed last gave %d".formatted(index, results.size()));
    }
    at = found;
    return results.get(found).fromItsStart();
  }

  /** Moves to the next result, or nowhere and returns null. */
  @Nullable Result next() {
    return at + 1 < results.size() ? select(at + 1) : null;
  }

  /** Adds a result; one without rows that says the same as the one before it costs nothing. */
  static void add(List<Result> results, Result result) {
    int size = results.size();
    boolean again = size > 0 && results.get(size - 1).isOnly(result);
    results.add(again ? results.get(size - 1) : result);
  }
}
