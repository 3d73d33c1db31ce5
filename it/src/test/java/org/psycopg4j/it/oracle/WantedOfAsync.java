// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;
import java.util.stream.Stream;

/** The wanted differences of programs that poll, each with its reason. */
final class WantedOfAsync {
  private static final Difference REFUSED_FETCHES =
      new Difference(
          "a call that is refused changes nothing: the rows that were there can still be fetched;"
              + " psycopg2's executemany forgets how many there are",
          d ->
              d.after(step -> step.text().contains(".executemany("))
                  && (d.isOutcome()
                      ? d.expected().equals("[]") && d.text().contains(".fetch")
                      : d.attribute().equals("rownumber")));

  private static final Difference CLOSED_IS_NOT_EXECUTING =
      new Difference(
          "a connection that is closed or lost executes nothing",
          d ->
              (d.attribute().equals("isexecuting") || d.text().equals("conn.isexecuting()"))
                  && d.expected().equals("True")
                  && !d.state().get("conn.closed").equals("0"));

  private static final Difference NOTIFIED_AT_ONCE =
      new Difference(
          "a notification is there when the answer is that came after it; psycopg2 has it with the"
              + " poll after that",
          d -> d.text().equals("conn.notifies()") && d.expected().equals("[]"));

  private static final Difference LAST_WORD =
      new Difference(
          "the error of a lost connection is the server's last word, with its SQLSTATE",
          d ->
              d.isOutcome()
                  && d.expected()
                      .startsWith(
                          "!OperationalError - 'FATAL:  terminating connection due to"
                              + " administrator command")
                  && d.actual()
                      .equals(
                          "!AdminShutdown 57P01 'terminating connection due to administrator"
                              + " command'"));

  private static final Difference NO_ROWS_YET =
      new Difference(
          "while a statement is under way there are no rows to scroll among; psycopg2 moves among"
              + " as many as there were",
          d ->
              d.text().contains(".scroll(")
                  && (d.isOutcome()
                      ? d.actual().equals("!ProgrammingError - 'scroll destination out of bounds'")
                      : d.attribute().equals("rownumber")));

  private static final Difference FAILED_FETCH_STAYS =
      new Difference(
          "a fetch while a statement is under way changes nothing; psycopg2 forgets rownumber, too",
          d ->
              d.attribute().equals("rownumber")
                  && d.expected().equals("0")
                  && d.after(step -> step.outcome().contains("no results to fetch")));

  private static final Difference LOST_WITHOUT_STATUS =
      new Difference(
          "a statement that has lost the connection has failed as others do",
          d ->
              d.attribute().equals("statusmessage")
                  && d.expected().equals("None")
                  && d.actual().equals("''")
                  && d.state().get("conn.closed").equals("2"));

  private static final Difference CURSORS_STAY =
      Difference.parting(
          "a cursor that executes is held by its connection; psycopg2's may be collected",
          d -> d.expected().equals("!InterfaceError - 'the asynchronous cursor has disappeared'"));

  static final List<Difference> ALL =
      List.of(
          Wanted.FAILED_FETCH,
          Wanted.UNSENT,
          Wanted.REFUSED_MANY,
          REFUSED_FETCHES,
          CLOSED_IS_NOT_EXECUTING,
          NOTIFIED_AT_ONCE,
          LAST_WORD,
          NO_ROWS_YET,
          FAILED_FETCH_STAYS,
          LOST_WITHOUT_STATUS,
          CURSORS_STAY);

  /** Those of connections that wait by themselves. */
  static final List<Difference> GREEN =
      Stream.of(
              List.of(LAST_WORD, LOST_WITHOUT_STATUS),
              Wanted.CLIENT,
              Wanted.TRANSACTIONS,
              Wanted.SESSIONS,
              Wanted.TWO_PHASE,
              WantedOfNamed.ALL)
          .flatMap(List::stream)
          .toList();

  private WantedOfAsync() {}
}
