// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;

/** The differences from psycopg2 that are wanted of named cursors. */
final class WantedOfNamed {
  private static final String INVALID = "!ProgrammingError - 'named cursor isn\\'t valid anymore'";

  private static final Difference GLOBAL_ROWNUMBER =
      new Difference(
          "rownumber counts from the first row of the result; psycopg2's from the first of a page",
          d -> d.attribute().equals("rownumber") && NamedPosition.agrees(d));

  private static final Difference FEWER_FETCHES =
      new Difference(
          "rowcount, statusmessage and description are those of the last FETCH or MOVE; none is sent"
              + " for rows that are here, where no rows are left, or where none are wanted",
          d ->
              List.of("rowcount", "statusmessage", "description").contains(d.attribute())
                  && (d.text().contains(".fetchmany(0)") || NamedPosition.isIterated(d)));

  private static final Difference ONE_POSITION =
      Difference.parting(
          "iterators and fetches have one position; psycopg2 leaves out what is left of a page"
              + " that iteration has fetched",
          d ->
              d.isOutcome()
                  && NamedPosition.isIterated(d)
                  && !d.expected().startsWith("!")
                  && !d.actual().startsWith("!"));

  private static final Difference NO_ROWS_WANTED =
      Difference.parting(
          "fetchMany(0) is not sent; to the server FETCH 0 is the row before again, which may be"
              + " an error",
          d ->
              d.text().contains(".fetchmany(0)")
                  && d.isOutcome()
                  && d.expected().startsWith("!")
                  && d.actual().equals("[]"));

  private static final Difference CLOSES_WHAT_IS_GONE =
      Difference.parting(
          "a cursor that went with its transaction is closed without an error",
          d ->
              d.text().endsWith(".close()")
                  && (d.expected().equals(INVALID) || d.expected().startsWith("!InvalidCursorName"))
                  && d.actual().equals("None"));

  private static final Difference CLOSED_ALL_THE_SAME =
      Difference.parting(
          "a cursor whose CLOSE has failed is closed",
          d -> d.attribute().equals("closed") && d.actual().equals("True") && d.isClosing());

  private static final Difference HELD_FROM_ITS_DECLARATION =
      Difference.parting(
          "a cursor is held as it was declared, whatever withHold is set to later",
          d ->
              d.after(step -> step.text().matches("\\w+\\.withhold = .*"))
                  && d.isOutcome()
                  && (d.expected().equals(INVALID) || d.actual().equals(INVALID)));

  private static final Difference ROWS_THAT_ARE_HERE =
      Difference.parting(
          "rows that have been fetched are served, and the end is known, whatever has become of"
              + " the transaction",
          d ->
              NamedPosition.isIterated(d)
                  && d.expected().matches("!(InFailedSqlTransaction|InvalidCursorName) .*")
                  && !d.actual().startsWith("!"));

  static final List<Difference> ALL =
      List.of(
          GLOBAL_ROWNUMBER,
          FEWER_FETCHES,
          ONE_POSITION,
          NO_ROWS_WANTED,
          CLOSES_WHAT_IS_GONE,
          CLOSED_ALL_THE_SAME,
          HELD_FROM_ITS_DECLARATION,
          Wanted.REFUSED_MANY,
          Wanted.NEXT_SET,
          ROWS_THAT_ARE_HERE);

  private WantedOfNamed() {}
}
