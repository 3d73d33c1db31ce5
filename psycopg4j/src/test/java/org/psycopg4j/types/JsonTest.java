// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.ProgrammingException;

/** JSON where no codec is installed, as in this module. */
class JsonTest {
  @Test
  void thereIsNoCodecHere() {
    assertThat(JsonCodec.installed()).isNull();
  }

  @Test
  void textIsJsonAlready() {
    Json json = Json.text("{\"a\": 1}");
    assertThat(json.dumps()).isEqualTo("{\"a\": 1}");
    assertThat(json.adapted()).isEqualTo("{\"a\": 1}");
  }

  @Test
  void anObjectNeedsACodecAndTheErrorSaysWhich() {
    Json json = Json.of(List.of("secret"));
    assertThat(json.adapted()).isEqualTo(List.of("secret"));
    assertThatThrownBy(json::dumps)
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("org.psycopg4j:psycopg4j-jackson")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Json.of(null).dumps()).isInstanceOf(ProgrammingException.class);
  }

  @Test
  void aCodecOfItsOwnWritesTheObject() {
    JsonCodec codec =
        new JsonCodec() {
          @Override
          public String dumps(@Nullable Object value) {
            return "<" + value + ">";
          }

          @Override
          public Object loads(String text) {
            throw new UnsupportedOperationException();
          }
        };
    assertThat(Json.of(1, codec).dumps()).isEqualTo("<1>");
    assertThat(Json.of(null, codec).dumps()).isEqualTo("<null>");
  }

  @Test
  void neverPrintsWhatItHolds() {
    assertThat(Json.text("secret")).hasToString("Json[String]");
    assertThat(Json.of(null)).hasToString("Json[null]");
  }
}
