// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.Vectors;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Interval;

class QueryTemplateTest {
  private static final Quoting UTF8 = Quoting.connected(StandardCharsets.UTF_8, true, 150018);

  private static final Map<String, Arguments> ARGUMENTS = new LinkedHashMap<>();

  static {
    ARGUMENTS.put("None", Arguments.none());
    ARGUMENTS.put("()", Arguments.positional());
    ARGUMENTS.put("(1,)", Arguments.positional(1));
    ARGUMENTS.put("(1, 'x')", Arguments.positional(1, "x"));
    ARGUMENTS.put("(1, 'x', None)", Arguments.positional(1, "x", null));
    ARGUMENTS.put("{}", Arguments.named(Map.of()));
    ARGUMENTS.put("{'a': 1}", Arguments.named(Map.of("a", 1)));
    ARGUMENTS.put("{'a': 1, 'b': 'x'}", Arguments.named(Map.of("a", 1, "b", "x")));
    ARGUMENTS.put(
        "{'a b': 1, 'é': 2, '': 3, 'a(b': 4}",
        Arguments.named(Map.of("a b", 1, "é", 2, "", 3, "a(b", 4)));
  }

  @TestFactory
  Stream<DynamicTest> mergesAndFailsAsPsycopg2Does() {
    Map<String, List<String[]>> byArguments = new LinkedHashMap<>();
    for (String[] vector : Vectors.read(QueryTemplateTest.class, "placeholders.tsv")) {
      byArguments.computeIfAbsent(vector[1], key -> new ArrayList<>()).add(vector);
    }
    assertThat(byArguments.keySet()).isEqualTo(ARGUMENTS.keySet());
    return byArguments.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      for (String[] v : entry.getValue()) {
                        assertThat(outcome(v[0], ARGUMENTS.get(v[1])))
                            .as("%s with %s", v[0], v[1])
                            .isEqualTo(v[2] + " " + v[3]);
                      }
                    }));
  }

  @Test
  void explainsAMismatchWithoutShowingValues() {
    assertThatThrownBy(() -> merged("select %s", Arguments.positional("secret", "secret")))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "not all arguments converted during string formatting: the query has 1 placeholder,"
                + " but 2 arguments were given");
    assertThatThrownBy(() -> merged("select %s", Arguments.named(Map.of("a", "secret"))))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("the query has 1 placeholder without a name")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aRecordGivesItsComponentsByName() {
    record Person(String name, @Nullable Integer age) {}
    assertThat(merged("select %(name)s, %(age)s", Arguments.named(new Person("Ann", null))))
        .isEqualTo("select 'Ann', NULL");
    assertThatThrownBy(() -> merged("select %(size)s", Arguments.named(new Person("Ann", 1))))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("'size': ");
  }

  @Test
  void aRecordForAPositionalPlaceholderIsOneValue() {
    assertThat(merged("select %s", Arguments.named(new Interval(1, 2, 3))))
        .isEqualTo("select '1 mons 2 days 0.000003 seconds'::interval");
    assertThat(merged("select %s", Arguments.named(new AsIs("now()")))).isEqualTo("select now()");
  }

  @Test
  void aLoneMapOrRecordHoldsTheArgumentsWhateverItsStaticTypeIs() {
    record Person(String name) {}
    assertThat(merged("%(a)s", Arguments.positional((Object) Map.of("a", 1)))).isEqualTo("1");
    assertThat(merged("%(name)s", Arguments.positional(new Person("Ann")))).isEqualTo("'Ann'");
  }

  @Test
  void aNullInAMapIsNullAndNotMissing() {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("a", null);
    assertThat(merged("%(a)s", Arguments.named(values))).isEqualTo("NULL");
  }

  @Test
  void aRepeatedNameIsWrittenOnce() {
    int[] writes = {0};
    AnyLiteral counting =
        (value, out, quoting) -> {
          writes[0]++;
          Literals.defaults().write(value, out, quoting);
        };
    SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
    QueryTemplate.parse("%(a)s %(b)s %(a)s %(a)s")
        .merge(Arguments.named(Map.of("a", "x", "b", 2)), out, UTF8, counting);
    assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("'x' 2 'x' 'x'");
    assertThat(writes[0]).isEqualTo(2);
  }

  @Test
  void followsTheClientEncodingFromMergeToMerge() {
    QueryTemplate template = QueryTemplate.parse("select 'é', %s");
    SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
    template.merge(Arguments.positional("é"), out, UTF8, Literals.defaults());
    assertThat(out.toByteArray()).isEqualTo("select 'é', 'é'".getBytes(StandardCharsets.UTF_8));
    out.reset();
    template.merge(
        Arguments.positional("é"),
        out,
        Quoting.connected(StandardCharsets.ISO_8859_1, true, 150018),
        Literals.defaults());
    assertThat(out.toByteArray())
        .isEqualTo("select 'é', 'é'".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void appendsToWhatTheBufferHolds() {
    SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
    QueryTemplate template = QueryTemplate.parse("insert %(a)s;%(a)s;");
    template.merge(Arguments.named(Map.of("a", 1)), out, UTF8, Literals.defaults());
    template.merge(Arguments.named(Map.of("a", 2)), out, UTF8, Literals.defaults());
    assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8))
        .isEqualTo("insert 1;1;insert 2;2;");
  }

  @Test
  void mergesManyArgumentsInOnePass() {
    int count = 20_000;
    Object[] values = new Object[count];
    Arrays.setAll(values, i -> i);
    String sql = "%s,".repeat(count);
    StringBuilder wanted = new StringBuilder();
    for (int i = 0; i < count; i++) {
      wanted.append(i).append(',');
    }
    assertThat(merged(sql, Arguments.positional(values))).isEqualTo(wanted.toString());
  }

  /** The merged query, or Python's exception and its text, as in the vectors. */
  private static String outcome(String sql, @Nullable Arguments arguments) {
    if (arguments == null) {
      throw new AssertionError("unknown arguments");
    }
    try {
      return "ok " + merged(sql, arguments);
    } catch (ParameterException e) {
      String python =
          switch (e.kind()) {
            case TYPE -> "TypeError";
            case INDEX -> "IndexError";
            case KEY -> "KeyError";
            case VALUE -> "ValueError";
            case ENCODE -> "UnicodeEncodeError";
            case ATTRIBUTE -> "AttributeError";
          };
      return python + " " + e.psycopgText();
    } catch (ProgrammingException e) {
      return "ProgrammingError " + e.getMessage();
    } catch (PsycopgException e) {
      return "Error " + e.getMessage();
    }
  }

  private static String merged(String sql, Arguments arguments) {
    SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
    QueryTemplate.parse(sql).merge(arguments, out, UTF8, Literals.defaults());
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }
}
