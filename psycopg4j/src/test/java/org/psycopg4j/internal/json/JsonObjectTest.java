// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  @Test
  void strings() throws MalformedJsonException {
    JsonObject object =
        JsonObject.parse(
            """
            \t{ "a" : "b" , "": "", "escaped": "\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00é😀",
              "null": null, "object": {"a": [1, {"b": []}, "x"], "c": {}}, "true": true,
              "false": false, "list": [ ]}\r
            """);
    assertThat(object.string("a")).isEqualTo("b");
    assertThat(object.string("")).isEmpty();
    assertThat(object.string("escaped")).isEqualTo("\"\\/\b\f\n\r\té😀é😀");
    assertThat(object.string("null")).isNull();
    assertThat(object.string("none")).isNull();
    for (String other : new String[] {"object", "true", "false", "list"}) {
      assertThatThrownBy(() -> object.string(other))
          .isInstanceOf(MalformedJsonException.class)
          .hasMessage("field \"" + other + "\" must be a string");
    }
  }

  @Test
  void numbers() throws MalformedJsonException {
    JsonObject object =
        JsonObject.parse("{\"a\": 5, \"b\": -0.25e+1, \"c\": \"7\", \"d\": \"x\", \"e\": null}");
    assertThat(object.number("a")).isEqualByComparingTo("5");
    assertThat(object.number("b")).isEqualByComparingTo("-2.5");
    assertThat(object.number("c")).isEqualByComparingTo("7");
    assertThat(object.number("e")).isNull();
    assertThatThrownBy(() -> object.number("d")).hasMessage("field \"d\" must be a number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "{",
        "{}}",
        "{},",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":nul}",
        "{\"a\":[1,]}",
        "{\"a\":[1}",
        "{\"a\":\"b}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u123",
        "{\"a\":\"\\",
        "{\"a\":\"\n\"}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":null,\"a\":null}",
        "\ufeff{}",
      })
  void garbage(String text) {
    assertThatThrownBy(() -> JsonObject.parse(text)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void nestingAndNumbersHaveBounds() throws MalformedJsonException {
    assertThat(JsonObject.parse("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}")).isNotNull();
    assertThatThrownBy(() -> JsonObject.parse("{\"a\":" + "[".repeat(100_000)))
        .hasMessage("JSON is too deeply nested");
    assertThatThrownBy(() -> JsonObject.parse("{\"a\":" + "9".repeat(100_000) + "}"))
        .isInstanceOf(MalformedJsonException.class);
    assertThatThrownBy(() -> JsonObject.parse("{\"a\":1e100000}"))
        .isInstanceOf(MalformedJsonException.class);
  }
}
