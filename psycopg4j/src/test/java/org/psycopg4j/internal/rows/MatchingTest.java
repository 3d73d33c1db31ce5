// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.ProgrammingException;

/** Which column a component takes, and what is said when one is left over. */
class MatchingTest {
  record User(int id, String firstName, String address2) {}

  record Twins(int ab, int aB) {}

  private static int[] match(Class<?> type, String... columns) {
    return Matching.match(Blueprint.of(type, Access.OPEN), List.of(columns));
  }

  private static AbstractThrowableAssert<?, ?> refused(Class<?> type, String... columns) {
    return assertThatThrownBy(() -> match(type, columns)).isInstanceOf(ProgrammingException.class);
  }

  @Test
  void byTheSameName() {
    assertThat(match(User.class, "address2", "id", "firstName")).containsExactly(1, 2, 0);
  }

  @Test
  void byANameThatDiffersInUnderscoresAndCase() {
    assertThat(match(User.class, "id", "first_name", "address_2")).containsExactly(0, 1, 2);
    assertThat(match(User.class, "ID", "firstname", "address2")).containsExactly(0, 1, 2);
  }

  @Test
  void theSameNameComesBeforeASimilarOne() {
    assertThat(match(Twins.class, "a_b", "ab")).containsExactly(1, 0);
    assertThat(match(Twins.class, "aB", "a_b")).containsExactly(1, 0);
  }

  @Test
  void aColumnWithoutAComponent() {
    refused(User.class, "id", "first_name", "address2", "age")
        .hasMessage(
            User.class.getTypeName()
                + " has no component for the column \"age\"; its components are: id, firstName,"
                + " address2");
  }

  @Test
  void aComponentWithoutAColumn() {
    refused(User.class, "id", "address2")
        .hasMessage(
            "no column for the component firstName of "
                + User.class.getTypeName()
                + "; the columns are: id, address2");
  }

  @Test
  void twoColumnsForOneComponent() {
    refused(User.class, "id", "first_name", "address2", "id").hasMessageContaining("0 and 3");
    refused(User.class, "id", "first_name", "firstname", "address2")
        .hasMessageContaining("1 and 2 both fit the component firstName");
    refused(User.class, "id", "firstName", "first_name", "address2")
        .hasMessageContaining("no component for the column \"first_name\"");
  }

  @Test
  void oneColumnForTwoComponents() {
    refused(Twins.class, "a_b", "c")
        .hasMessageContaining("\"a_b\" fits two components")
        .hasMessageEndingWith("ab and aB");
  }
}
