// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;

/** Connection strings, identifiers, transaction ids, passwords, ranges and descriptions. */
class FunctionsTest {
  private static final String INVALID = "!ProgrammingError - 'invalid dsn: ";

  private static final List<Wish> WANTED =
      List.of(
          Wish.of(
              "no message repeats what a URI has in it, which may be a password",
              one ->
                  one.input().contains("://")
                      && one.expected().startsWith(INVALID)
                      && one.actual().startsWith(INVALID)),
          Wish.of(
              "a word that begins with a password's keyword may end with the password",
              one ->
                  one.input().contains("password")
                      && one.expected().startsWith(INVALID)
                      && one.actual().contains("\"...\"")),
          Wish.of(
              "what follows a value may be the rest of a password: the message does not repeat it",
              one ->
                  one.expected().matches(INVALID + "missing \"=\" after .*")
                      && one.actual().startsWith(INVALID + "missing \"=\" in")),
          Wish.alike("no bound is null in Java", text -> text.replaceAll("\\bnull\\b", "None")),
          Wish.alike(
              "the text for what an encoding has not names no value, and Java's charset",
              text ->
                  text.replaceAll(
                      "^(!UnicodeEncodeError - ).* in position (\\d+).*", "$1position $2")),
          Wish.of(
              "Java's true is not 1",
              one -> one.input().equals("equal(Literal(1), Literal(True))")),
          Wish.alike(
              "a numeric that was declared without precision has none",
              columns -> columns.replace("65535, 65535", "None, None")),
          Wish.alike(
              "a negative scale is one: eleven bits with a sign",
              columns -> columns.replace("5, 5, 2045", "5, 5, -3")),
          Wish.alike(
              "the length of bits is what was declared; psycopg2 takes 4 off it",
              columns ->
                  columns
                      .replace("1560, None, -3", "1560, None, 1")
                      .replace("1560, None, 3", "1560, None, 7")
                      .replace("1562, None, 5", "1562, None, 9")),
          Wish.alike(
              "an array's size varies, whatever the precision of its numerics",
              columns -> columns.replace("1231, None, 262145", "1231, None, -1")),
          Wish.of(
              "an identifier whose text is not the one that its parts have stays a text; psycopg2"
                  + " would commit another one",
              one ->
                  one.input().startsWith("xid_parts(")
                      && one.actual().startsWith("(None, ")
                      && one.expected().startsWith("(1, ")),
          Wish.of(
              "settings of null are none: the string stays as it is",
              one ->
                  one.input().matches("make_dsn\\('postgresql:.*, \\{'host': None}\\)")
                      && one.actual().equals("'postgresql://u:p@h/d'")),
          Wish.of(
              "a string that can't be understood is told before settings that don't agree",
              one ->
                  one.expected().startsWith("!TypeError - 'you can\\'t specify both")
                      && one.actual().startsWith(INVALID)),
          Wish.of(
              "requiressl is no option: libpq has it for programs of before PostgreSQL 8",
              one -> one.input().contains("requiressl")));

  @Test
  void returnWhatThoseOfPsycopg2Do() {
    Cases cases = new Cases(WANTED);
    try (Connection conn = Oracle.connect()) {
      Functions functions = new Functions(conn);
      for (String line : Program.lines("functions.tsv")) {
        String[] fields = line.split("\t", -1);
        String expected =
            fields[1].startsWith("!") ? fields[1] : Values.show(Notation.value(fields[1]));
        cases.compare(
            fields[0], expected, () -> Values.show(functions.call(Notation.call(fields[0]))));
      }
    }
    cases.assertSame(2000);
  }
}
