// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.benchmarks.workloads.Workloads;

/** What is known of drivers of Python without running one. */
class InstalledTest {
  private static final Tables TABLES = new Tables(20_000, 10);

  @Test
  void aProbeTellsAVersionInEachLine() {
    assertThat(Installed.versions("psycopg2 2.9.5\nlibpq 15.20\r\n\nCPython 3.11.2\n"))
        .containsExactly(
            entry("psycopg2", "2.9.5"), entry("libpq", "15.20"), entry("CPython", "3.11.2"));
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    try (Scripts scripts = Scripts.copy()) {
      PythonDriver none = new PythonDriver("no_such_module", Set.of("A"));
      assertThat(Installed.find(none, scripts)).isNull();
      assertThat(Programs.starts(scripts.file("no-python").toString())).isFalse();
    }
  }

  @Test
  void everyWorkloadOfADriverExists() {
    Set<String> names =
        Workloads.all(TABLES).stream().map(Workload::name).collect(Collectors.toSet());
    for (PythonDriver driver : PythonDriver.all()) {
      assertThat(names).as(driver.name()).containsAll(driver.workloads());
    }
  }

  @Test
  void aProcessIsToldTheStatements() throws Exception {
    try (Scripts scripts = Scripts.copy()) {
      PythonDriver driver = PythonDriver.all().get(0);
      Installed installed = new Installed(driver, scripts, "some-python", Map.of());
      List<String> command = installed.command(TABLES);
      assertThat(command)
          .startsWith("some-python", scripts.file("worker.py").toString(), "psycopg2");
      JsonNode facts = new ObjectMapper().readTree(command.get(3));
      assertThat(facts.get("bulkRows").intValue()).isEqualTo(2000);
      assertThat(facts.get("lookup").textValue()).endsWith("where id = %s");
      assertThat(facts.get("lookupNumbered").textValue()).endsWith("where id = $1");
      assertThat(facts.get("insertValues").textValue()).endsWith("values %s");
      assertThat(facts.get("queries").get("B1").get("arguments").toString()).isEqualTo("[-1,true]");
    }
  }

  @Test
  void scriptsAreThereUntilTheyAreClosed() throws Exception {
    Scripts scripts = Scripts.copy();
    Path worker = scripts.file("worker.py");
    assertThat(worker).isNotEmptyFile();
    scripts.close();
    assertThat(Files.exists(worker.getParent())).isFalse();
  }
}
