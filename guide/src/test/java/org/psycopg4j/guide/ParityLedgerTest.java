// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.guide.Ledger.Entry;

/**
 * Nothing of psycopg2 is forgotten: docs/parity/ledger.tsv answers for each public name, and what
 * it names exists. The tables of docs/from-psycopg2.md are made of it: after a change of the
 * ledger, run this test with {@code -Dparity.update=true}.
 */
class ParityLedgerTest {
  private static final Path DOCS =
      Path.of(System.getProperty("basedir", "guide")).resolve("../docs");

  private final Ledger ledger;

  ParityLedgerTest() throws IOException {
    ledger = Ledger.read(DOCS.resolve("parity/ledger.tsv"));
  }

  @Test
  void everyNameOfPsycopg2HasALineAndNoOther() throws IOException {
    List<String> names = Files.readAllLines(DOCS.resolve("parity/names.txt"));
    assertThat(names).hasSizeGreaterThan(1100).doesNotHaveDuplicates();
    assertThat(ledger.entries()).extracting(Entry::name).containsExactlyElementsOf(names);
  }

  @Test
  void everyJavaMemberExists() {
    List<String> missing =
        ledger.entries().stream()
            .flatMap(
                entry ->
                    entry.members().stream()
                        .filter(member -> !JavaMember.exists(member))
                        .map(member -> entry.name() + ": " + member))
            .toList();
    assertThat(missing).isEmpty();
  }

  @Test
  void whatIsNotHereHasAReason() {
    assertThat(ledger.entries())
        .filteredOn(entry -> !entry.isHere())
        .allSatisfy(entry -> assertThat(entry.java()).matches("(none|later): \\S.{3,}"));
  }

  @Test
  void aMemberThatDoesNotExistIsSeen() {
    assertThat(JavaMember.exists("Cursor.fetchOne()")).isTrue();
    assertThat(JavaMember.exists("Cursor.execute(String, Object...)")).isTrue();
    assertThat(JavaMember.exists("Psycopg.APILEVEL")).isTrue();
    assertThat(JavaMember.exists("Typecaster.Cast")).isTrue();
    assertThat(JavaMember.exists("Cursor.fetchOne(int)")).isFalse();
    assertThat(JavaMember.exists("Cursor.fetchNone()")).isFalse();
    assertThat(JavaMember.exists("Cursors")).isFalse();
    assertThat(JavaMember.exists("Psycopg.NOTHING")).isFalse();
  }

  @Test
  void theTablesOfTheDocumentAreTheLedger() throws IOException {
    Path file = DOCS.resolve("from-psycopg2.md");
    String document = Files.readString(file);
    String right = new LedgerTables(ledger).in(document);
    if (Boolean.getBoolean("parity.update")) {
      Files.writeString(file, right);
    }
    assertThat(Files.readString(file)).isEqualTo(right);
  }
}
