// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.BatchPage;
import org.psycopg4j.internal.query.Page;
import org.psycopg4j.internal.query.ValuesPage;
import org.psycopg4j.types.Scope;

/**
 * One statement executed for many sets of arguments, so many of them at a time: psycopg2's {@code
 * execute_values} and {@code execute_batch}. Sets are taken when their page's turn comes.
 */
final class Pages {
  private final Iterator<?> sets;
  private final int pageSize;
  private final Function<Page, List<Result>> execute;
  private final List<Result> results = new ArrayList<>();
  private long rowCount = -1;
  private long taken;

  /**
   * Makes pages of the sets.
   *
   * @param execute executes a page and returns the results of its statements
   */
  Pages(Iterator<?> sets, int pageSize, Function<Page, List<Result>> execute) {
    this.sets = sets;
    this.pageSize = pageSize;
    this.execute = execute;
  }

  /** Executes the statement once a page, with its rows in place of its {@code %s}. */
  Results values(ValuesOptions options, Scope cursor, @Nullable String lastTag) {
    Supplier<String> template = null;
    while (sets.hasNext()) {
      List<Arguments> rows = new ArrayList<>(Math.min(pageSize, 1024));
      template = template != null ? template : template(options.template(), take(rows), cursor);
      fill(rows);
      List<Result> ofPage = run(new ValuesPage(rows, template), rows.size());
      append(ofPage.get(ofPage.size() - 1), options.fetch());
    }
    return results.isEmpty()
        ? Results.ofOnly(Result.ofNothing(lastTag))
        : Results.ofMany(results, rowCount);
  }

  /** Executes the statement once for each set, many of them in one text. */
  Results batch(@Nullable String lastTag) {
    while (sets.hasNext()) {
      List<Arguments> page = new ArrayList<>(Math.min(pageSize, 1024));
      fill(page);
      for (Result result : run(new BatchPage(page), page.size())) {
        Results.add(results, result);
        rowCount = Result.sum(rowCount, result.rowCount());
      }
    }
    return results.isEmpty()
        ? Results.ofOnly(Result.withoutRows(lastTag, 0))
        : Results.ofMany(results, rowCount);
  }

  private static Supplier<String> template(
      @Nullable Query given, Arguments firstRow, Scope cursor) {
    if (given != null) {
      return () -> given.template(cursor);
    }
    String values = ValuesPage.template(firstRow);
    return () -> values;
  }

  private Arguments take(List<Arguments> page) {
    Object set = sets.next();
    Arguments arguments = set == null ? Arguments.none() : QueryText.argumentSet(set);
    page.add(arguments);
    return arguments;
  }

  private void fill(List<Arguments> page) {
    while (page.size() < pageSize && sets.hasNext()) {
      take(page);
    }
  }

  private List<Result> run(Page page, int size) {
    try {
      List<Result> ofPage = execute.apply(page);
      taken += size;
      return ofPage;
    } catch (PsycopgException e) {
      e.addSuppressed(
          new PsycopgException(
              "in the page of rows %d to %d, counted from 0".formatted(taken, taken + size - 1)));
      throw e;
    }
  }

  /** Takes in a page's result. One whose columns differ from those so far begins another result. */
  private void append(Result page, boolean keep) {
    rowCount = Result.sum(rowCount, page.rowCount());
    if (!keep) {
      results.clear();
      results.add(Result.withoutRows(page.commandTag(), page.rowCount()));
      return;
    }
    int last = results.size() - 1;
    Result together = last < 0 ? null : results.get(last).followedBy(page);
    if (together == null) {
      results.add(page);
    } else {
      results.set(last, together);
    }
  }
}
