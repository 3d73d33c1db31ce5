// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.Adapter;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.SqlAdaptable;
import org.psycopg4j.types.Tuple;

/** {@code Psycopg.adapt}: psycopg2.extensions.adapt. */
class AdaptTest {
  @Test
  void withoutAConnection() {
    assertThat(Psycopg.adapt(null).getQuoted()).isEqualTo("NULL");
    assertThat(Psycopg.adapt(-1).getQuoted()).isEqualTo(" -1");
    assertThat(Psycopg.adapt("it's é").getQuoted()).isEqualTo("'it''s é'");
    assertThat(Psycopg.adapt(new byte[] {'a', 'b'}).getQuoted()).isEqualTo("'ab'::bytea");
    assertThat(Psycopg.adapt(List.of(1, "x")).getQuoted()).isEqualTo("ARRAY[1,'x']");
    assertThat(Psycopg.adapt(Tuple.of(1, 2)).getQuoted()).isEqualTo("(1, 2)");
  }

  @Test
  void latin1IsTheEncodingUntilAConnectionIsNamed() {
    Adapter euro = Psycopg.adapt("€\\");
    assertThatThrownBy(euro::getQuoted)
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.ENCODE));
    try (Connection conn = Shared.connect("options=-cstandard_conforming_strings=off")) {
      euro.prepare(conn);
      assertThat(euro.getQuoted()).isEqualTo("E'€\\\\'");
      assertThat(Shared.value(conn, "select %s", Psycopg.adapt("é\\"))).isEqualTo("é\\");
    }
  }

  @Test
  void anAdapterIsItself() {
    AsIs now = new AsIs("now()");
    assertThat(Psycopg.adapt(now)).isSameAs(now);
  }

  @Test
  void aValueThatKnowsItsSqlBringsItAlong() {
    SqlAdaptable point = () -> new AsIs("point(1,2)");
    assertThat(Psycopg.adapt(point).getQuoted()).isEqualTo("point(1,2)");
  }

  @Test
  void aClassThatNobodyKnowsIsAnErrorAtOnce() {
    assertThatThrownBy(() -> Psycopg.adapt(new Object()))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("can't adapt type 'Object'");
    assertThatThrownBy(() -> Psycopg.adapt(Map.of("a", 1)))
        .isInstanceOf(ProgrammingException.class);
  }
}
