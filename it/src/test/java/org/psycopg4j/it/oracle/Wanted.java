// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;

/** The differences from psycopg2 that are wanted, each with its reason. */
final class Wanted {
  private static final String NOTHING_TO_FETCH = "!ProgrammingError - 'no results to fetch'";

  static final Difference FAILED_FETCH =
      new Difference(
          "a fetch of what has no rows is an error and changes nothing; psycopg2 forgets rowcount"
              + " and description",
          d ->
              (d.attribute().equals("rowcount") && d.expected().equals("-1")
                      || d.attribute().equals("description") && d.expected().equals("None"))
                  && d.step().outcome().equals(NOTHING_TO_FETCH));

  static final Difference UNSENT =
      new Difference(
          "a statement that is not sent, as its arguments do not fit, changes nothing: the rows of"
              + " the one before can still be fetched; psycopg2 forgets them and the query",
          d ->
              d.isLastUnsent()
                  && (d.isOutcome()
                      ? d.expected().equals(NOTHING_TO_FETCH)
                      : d.attribute().equals("query") && d.step().isUnsent()
                          || d.attribute().equals("rownumber")));

  static final Difference REFUSED_MANY =
      new Difference(
          "a call that is refused changes nothing; psycopg2's executemany forgets rowcount",
          d ->
              d.attribute().equals("rowcount")
                  && d.text().contains(".executemany(")
                  && d.step()
                      .outcome()
                      .matches("!(InterfaceError|ProgrammingError) - '(cursor al|can|exec).*"));

  static final Difference NEXT_SET =
      Difference.parting(
          "there are several results and nextSet goes through them; psycopg2 has the last alone",
          d ->
              d.text().endsWith(".nextset()")
                  && d.expected().equals("!NotSupportedError - 'not supported by PostgreSQL'"));

  static final Difference SCROLL_WITHOUT_ROWS =
      new Difference(
          "there is no scrolling where there are no rows to fetch; psycopg2 moves within rowcount",
          d ->
              d.text().contains(".scroll(")
                  && d.cursors("description").equals("None")
                  && (d.isOutcome()
                      ? d.actual().equals("!ProgrammingError - 'scroll destination out of bounds'")
                      : d.attribute().equals("rownumber")));

  static final Difference MANY_OF_NOTHING =
      new Difference(
          "after executeMany there is nothing to fetch; after executemany of no arguments psycopg2"
              + " still has the rows of the statement before",
          d -> {
            boolean many = d.lastSent().matches(".*executemany\\(.*, \\[]\\)");
            return many
                && (d.isOutcome()
                    ? d.actual().equals(NOTHING_TO_FETCH)
                    : List.of("description", "rownumber").contains(d.attribute()));
          });

  static final Difference COPY_IS_OVER =
      new Difference(
          "COPY by execute is ended at once; psycopg2 ends it at the next statement and is ACTIVE"
              + " until then",
          d -> d.what().equals("conn.transaction") && d.expected().equals("1"));

  static final Difference BLOCK_THAT_FAILED =
      new Difference(
          "a block that cannot commit raises (ADR 3)",
          d ->
              d.text().equals("end")
                  && d.isOutcome()
                  && d.expected().equals("None")
                  && d.actual()
                      .startsWith("!ProgrammingError - 'the transaction block was rolled back"));

  static final Difference BLOCK_ENDED_WITHIN =
      new Difference(
          "a block whose transaction a statement in it has ended raises; psycopg2 says nothing",
          d ->
              d.text().equals("end")
                  && d.isOutcome()
                  && d.expected().equals("None")
                  && d.actual()
                      .startsWith("!ProgrammingError - 'a statement in the transaction block"));

  static final Difference WHAT_WAS_RAISED_STAYS =
      new Difference(
          "what a block raises is raised from it; psycopg2 raises its failure to roll back",
          d ->
              d.text().equals("raise")
                  && d.expected().equals("!InterfaceError - 'connection already closed'")
                  && d.actual().equals("!Boom - ''"));

  static final Difference LOST_CONNECTION =
      new Difference(
          "the error of a lost connection is the server's last word, with its SQLSTATE",
          d ->
              d.isOutcome()
                  && d.expected()
                      .startsWith("!OperationalError - 'server closed the connection unexpectedly")
                  && d.actual()
                      .equals(
                          "!AdminShutdown 57P01 'terminating connection due to administrator"
                              + " command'"));

  static final Difference BLOCK_ROLLED_BACK =
      new Difference(
          "a block that cannot commit sends ROLLBACK, where psycopg2 sends a COMMIT in vain",
          d ->
              d.what().equals("sent")
                  && d.after(step -> step.text().equals("end"))
                  && d.expected()
                      .replace("COMMIT", "ROLLBACK")
                      .equals(d.actual().replace("COMMIT", "ROLLBACK")));

  static final Difference UNLOGGED_BEGIN =
      new Difference(
          "the server does not log a BEGIN of the extended protocol in a transaction that has"
              + " failed",
          d ->
              d.what().equals("sent")
                  && d.after(step -> step.text().equals("c.execute('begin')"))
                  && d.after(step -> step.text().equals("c.execute('select 1/0')"))
                  && withoutBegin(d.expected()).equals(withoutBegin(d.actual())));

  private static String withoutBegin(String statements) {
    return statements.replaceAll("\\bBEGIN(, )?", "");
  }

  static final Difference AUTOCOMMIT_IN_A_BLOCK =
      Difference.parting(
          "autocommit can't be changed within a block, which is a transaction from its beginning;"
              + " psycopg2's begins with its first statement",
          d ->
              d.text().startsWith("conn.autocommit = ")
                  && d.expected().equals("None")
                  && d.actual()
                      .equals(
                          "!ProgrammingError - 'set_session cannot be used inside a transaction'"));

  static final Difference MORE_ENCODINGS =
      Difference.parting(
          "Java has a charset for EUC_TW, Python has no codec",
          d -> d.text().contains("'EUC_TW'") && d.actual().equals("None"));

  static final Difference LEVEL_BY_ITSELF =
      new Difference(
          "what names no isolation level is refused by IsolationLevel, which knows no connection"
              + " that may be closed or in a transaction",
          d ->
              d.text().matches("conn\\.(isolation_level|set_session).*")
                  && d.isOutcome()
                  && d.expected().matches("!(Programming|Interface)Error - .*")
                  && d.actual()
                      .matches(
                          "!ValueError - '(isolation_level must be|bad value for isolation).*"));

  static final Difference KEPT_TWO_PHASE =
      Difference.parting(
          "what would roll back a two-phase transaction without being asked to is refused within"
              + " one; so is a block, which could not commit it",
          d ->
              d.isOutcome()
                  && d.expected().equals("None")
                  && d.actual()
                      .matches(
                          "!ProgrammingError - '(set_isolation_level|set_client_encoding"
                              + "|inTransaction) cannot be used during a two-phase transaction'"));

  static final Difference PREPARED_AND_FAILED =
      Difference.parting(
          "to prepare a transaction in which a statement has failed raises; psycopg2 takes it for"
              + " prepared when the server has rolled it back",
          d ->
              d.text().equals("conn.tpc_prepare()")
                  && d.expected().equals("None")
                  && d.actual()
                      .startsWith(
                          "!ProgrammingError - 'the two-phase transaction was rolled back"));

  static final List<Difference> TWO_PHASE =
      List.of(KEPT_TWO_PHASE, PREPARED_AND_FAILED, FAILED_FETCH, REFUSED_MANY);

  static final List<Difference> SESSIONS = List.of(MORE_ENCODINGS, LEVEL_BY_ITSELF);

  static final List<Difference> CLIENT =
      List.of(
          FAILED_FETCH,
          UNSENT,
          REFUSED_MANY,
          NEXT_SET,
          SCROLL_WITHOUT_ROWS,
          MANY_OF_NOTHING,
          COPY_IS_OVER);

  static final List<Difference> TRANSACTIONS =
      List.of(
          BLOCK_THAT_FAILED,
          BLOCK_ENDED_WITHIN,
          BLOCK_ROLLED_BACK,
          UNLOGGED_BEGIN,
          AUTOCOMMIT_IN_A_BLOCK,
          WHAT_WAS_RAISED_STAYS,
          LOST_CONNECTION);

  private Wanted() {}
}
