// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void theToolsCommandLineIsARun() {
    Options options =
        Options.parse(
            List.of(
                "--warmup-time=5",
                "--duration=30",
                "--timeout=3",
                "--pghost=/run/postgresql",
                "--pgport=5433",
                "--pguser=me",
                "--output-format=json",
                "--concurrency=7",
                "psycopg4j-async",
                "queries/1-pg_type.json"));
    assertThat(options.load())
        .isEqualTo(new Load(Duration.ofSeconds(5), Duration.ofSeconds(30), 3, 7));
    assertThat(options.target().host()).isEqualTo("/run/postgresql");
    assertThat(options.target().port()).isEqualTo(5433);
    assertThat(options.target().user()).isEqualTo("me");
    assertThat(options.json()).isTrue();
    assertThat(options.oneCore()).isTrue();
    assertThat(options.driver()).isEqualTo("psycopg4j-async");
    assertThat(options.queryFile()).isEqualTo("queries/1-pg_type.json");
  }

  @Test
  void whatIsLeftOutIsAsWithTheToolsOtherRunners() {
    Options options = Options.parse(List.of("pgjdbc", "-"));
    assertThat(options.load())
        .isEqualTo(new Load(Duration.ofSeconds(5), Duration.ofSeconds(30), 2, 10));
    assertThat(options.target().host()).isEqualTo("127.0.0.1");
    assertThat(options.target().port()).isEqualTo(5432);
    assertThat(options.target().user()).isEqualTo("postgres");
    assertThat(options.target().database()).isEqualTo("postgres");
    assertThat(options.json()).isFalse();
  }

  @Test
  void withoutAQueryFileItIsAContestOfAllQueries() {
    Options options = Options.parse(List.of());
    assertThat(options.queryFile()).isNull();
    assertThat(options.host()).isNull();
    assertThat(options.drivers())
        .containsExactly("psycopg4j", "psycopg4j-async", "pgjdbc", "vertx");
    assertThat(options.queries()).hasSize(7);
    assertThat(Options.parse(List.of("vertx")).drivers()).containsExactly("vertx");
  }

  @Test
  void aValueMayStandApart() {
    Options options =
        Options.parse(
            List.of(
                "--drivers",
                "pgjdbc,python-asyncpg",
                "--unconstrained",
                "--duration",
                "0.25",
                "--jvm=-Xmx2g",
                "--out=x"));
    assertThat(options.drivers()).containsExactly("pgjdbc", "python-asyncpg");
    assertThat(options.oneCore()).isFalse();
    assertThat(options.load().duration()).isEqualTo(Duration.ofMillis(250));
    assertThat(options.jvm()).containsExactly("-Xmx2g");
    assertThat(options.out()).isEqualTo(Path.of("x"));
  }

  @Test
  void aLoadIsHandedOnAsItWas() {
    Load load = new Load(Duration.ZERO, Duration.ofMillis(1250), 4, 3);
    List<String> arguments = new ArrayList<>(load.switches());
    assertThat(arguments).contains("--warmup-time=0", "--duration=1.25");
    assertThat(Options.parse(arguments).load()).isEqualTo(load);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--fast=1",
        "--duration",
        "--duration=soon",
        "--duration=-1",
        "--duration=NaN",
        "--timeout=0",
        "--timeout=0.5",
        "--concurrency=many",
        "--output-format=xml",
        "--drivers=psycopg4j,libpq",
        "--queries=8-unheard-of",
        "libpq",
      })
  void whatIsNoArgumentIsAnError(String argument) {
    assertThatThrownBy(() -> Options.parse(List.of(argument)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRunIsOfADriverOfThisRunner() {
    assertThatThrownBy(() -> Options.parse(List.of("python-asyncpg", "file")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no driver python-asyncpg");
  }

  @Test
  void aThirdOperandIsAnError() {
    assertThatThrownBy(() -> Options.parse(List.of("pgjdbc", "a.json", "b.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b.json");
  }
}
