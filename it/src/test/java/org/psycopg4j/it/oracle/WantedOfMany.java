// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;
import java.util.regex.Pattern;

/** The differences from psycopg2 that are wanted of execute_values, execute_batch and callproc. */
final class WantedOfMany {
  private static final Pattern MANY_PAGES =
      Pattern.compile(".*\\.(execute_values\\(.*page_size=[12]\\b|execute_batch\\().*");

  private static final Difference RESULTS_OF_ALL_PAGES =
      new Difference(
          "rowcount, and the rows that can be fetched, are those of all pages; psycopg2's are those"
              + " of the last",
          d ->
              d.after(step -> MANY_PAGES.matcher(step.text()).matches())
                  && !d.expected().startsWith("!")
                  && !d.actual().startsWith("!")
                  && (d.isOutcome() && d.text().equals("c.fetchall()")
                      || List.of("rowcount", "rownumber").contains(d.attribute())));

  private static final Difference NO_ROWS =
      new Difference(
          "to execute values of no rows is about no rows: nothing is left of the statement before",
          d ->
              d.after(step -> step.text().matches(".*\\.execute_(values|batch)\\(.*, \\[][,)].*"))
                  && (d.isOutcome() ? d.actual().equals("[]") : d.attribute().equals("rowcount")));

  private static final Difference NOTHING_TO_FETCH =
      Difference.parting(
          "pages that return no rows are executed to the last; psycopg2's fetch=True ends with an"
              + " error after the first",
          d ->
              d.text().contains("fetch=True")
                  && d.step().outcome().equals("!ProgrammingError - 'no results to fetch'"));

  private static final Difference NAME_OF_THE_CLASS =
      new Difference(
          "what can't be adapted is told by its Java class",
          d ->
              d.expected().equals("!ProgrammingError - 'can\\'t adapt type \\'dict\\''")
                  && d.actual().startsWith("!ProgrammingError - 'can\\'t adapt type"));

  private static final Difference PER_CENT_IN_A_NAME =
      Difference.parting(
          "a per cent sign in an argument's name is one; psycopg2 takes it for a placeholder",
          d -> d.text().contains("{'a%': 1}") && d.expected().startsWith("!IndexError"));

  static final List<Difference> VALUES =
      List.of(
          RESULTS_OF_ALL_PAGES, NO_ROWS, NOTHING_TO_FETCH, NAME_OF_THE_CLASS, Wanted.FAILED_FETCH);

  static final List<Difference> CALLS = List.of(PER_CENT_IN_A_NAME);

  private WantedOfMany() {}
}
