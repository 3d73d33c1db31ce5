// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.EnumInfo;

/** Enumerated types as text and as Java's enums. */
class EnumRegistrationTest {
  private enum Mood {
    SAD,
    HAPPY {
      @Override
      public String toString() {
        return "a constant with a body has a class of its own";
      }
    },
    so_so
  }

  private enum Size {
    SMALL("S"),
    LARGE("L");

    private final String label;

    Size(String label) {
      this.label = label;
    }
  }

  private OwnSchema schema;
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    schema =
        OwnSchema.create(
            "CREATE TYPE mood AS ENUM ('sad', 'happy', 'so_so')",
            "CREATE TYPE size AS ENUM ('S', 'L')");
    conn = schema.connect();
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
    schema.close();
  }

  private String mogrified(Object value) {
    return new String(cur.mogrify("%s", value), UTF_8);
  }

  @Test
  void labelsAreStringsAndTheirArraysLists() {
    cur.execute("SELECT 'sad'::mood, '{sad,NULL}'::mood[]");
    assertThat(cur.fetchOne()).containsExactly("sad", "{sad,NULL}");
    EnumInfo info = conn.types().registerEnum("mood");
    assertThat(info.labels()).containsExactly("sad", "happy", "so_so");
    assertThat(info.schema()).isEqualTo(schema.name());
    cur.execute("SELECT 'sad'::mood, '{{sad},{NULL}}'::mood[]");
    assertThat(cur.description().get(0).typeCode()).isEqualTo(info.oid());
    assertThat(cur.description().get(1).typeCode()).isEqualTo(info.arrayOid());
    assertThat(cur.fetchOne())
        .containsExactly("sad", List.of(List.of("sad"), Arrays.asList((Object) null)));
  }

  @Test
  void labelsAreConstantsOfTheirNameInAnyCase() {
    conn.types().registerEnum("mood", Mood.class);
    cur.execute("SELECT enum_range(NULL::mood), 'happy'::mood, NULL::mood");
    assertThat(cur.fetchOne())
        .containsExactly(List.of(Mood.SAD, Mood.HAPPY, Mood.so_so), Mood.HAPPY, null);
  }

  @Test
  void constantsAreWrittenAsLabelsOfTheType() {
    conn.types().registerEnum("mood", Mood.class);
    String type = "\"%s\".\"mood\"".formatted(schema.name());
    assertThat(mogrified(Mood.HAPPY)).isEqualTo("'happy'::" + type);
    assertThat(mogrified(Arrays.asList(Mood.SAD, null)))
        .isEqualTo("ARRAY['sad'::%s,NULL]".formatted(type));
    cur.execute("SELECT %s, pg_typeof(%s)::text", List.of(Mood.values()), Mood.SAD);
    assertThat(cur.fetchOne()).containsExactly(List.of(Mood.values()), "mood");
  }

  @Test
  void labelsMayBeUnlikeTheConstantsNames() {
    conn.types().registerEnum("size", Size.class, size -> size.label);
    assertThat(mogrified(Size.LARGE)).startsWith("'L'::");
    assertThat(Shared.value(conn, "SELECT 'S'::size")).isEqualTo(Size.SMALL);
  }

  @Test
  void labelsWithoutAConstantAreRefusedByName() {
    assertThatThrownBy(() -> conn.types().registerEnum("mood", Size.class))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage(
            "%s has no constant for these labels of the type mood: sad, happy, so_so",
            Size.class.getName());
    assertThat(Shared.value(conn, "SELECT 'sad'::mood")).isEqualTo("sad");
    assertThat(mogrified(Size.SMALL)).isEqualTo("'SMALL'");
  }

  @Test
  void aConstantIsTheLabelOfItsNameBeforeThatOfAnotherCase() {
    schema.execute("CREATE TYPE shout AS ENUM ('sad', 'SAD')");
    assertThatThrownBy(() -> conn.types().registerEnum("shout", Mood.class))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage(
            "several labels of the type shout are one constant of %s", Mood.class.getName());
  }

  @Test
  void aLabelThatWasAddedSinceIsToldAtTheValue() {
    conn.types().registerEnum("size", Size.class, size -> size.label);
    schema.execute("ALTER TYPE size ADD VALUE 'XL'");
    cur.execute("SELECT 'XL'::size, 'L'::size");
    Row row = cur.fetchOne();
    assertThatThrownBy(() -> row.get(0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("unable to parse size: no constant is registered for its label");
    assertThat(row.get(1)).isEqualTo(Size.LARGE);
  }

  @Test
  void aTypeOfAnotherKindIsNoEnum() {
    assertThatThrownBy(() -> conn.types().registerEnum("int4"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("PostgreSQL type 'int4' is not an enumerated type");
    assertThatThrownBy(() -> conn.types().registerEnum("moody", Mood.class))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("PostgreSQL type 'moody' not found");
  }

  @Test
  void anEnumOfACursorIsNobodyElses() {
    cur.types().registerEnum("mood", Mood.class);
    assertThat(cur.execute("SELECT 'sad'::mood").fetchOne()).containsExactly(Mood.SAD);
    assertThat(Shared.value(conn, "SELECT 'sad'::mood")).isEqualTo("sad");
  }
}
