// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownTest {
  @TempDir Path root;

  @BeforeEach
  void aSource() throws IOException {
    Files.writeString(
        root.resolve("A.java"),
        """
        class A {
          // region loop
          for (;;) {
            one();
            two();
          }
          // endregion
          three();
        }
        """);
  }

  @Test
  void aRegionMayBeQuotedWithoutItsIndentation() throws IOException {
    assertThat(
            faults(
                """
                <!-- A.java#loop -->
                ```java
                for (;;) {
                  one();
                  two();
                }
                ```
                """))
        .isEmpty();
  }

  @Test
  void consecutiveLinesOfARegionMayBeQuoted() throws IOException {
    assertThat(faults("<!-- A.java#loop -->\n\n```java\none();\ntwo();\n```\n")).isEmpty();
  }

  @Test
  void javaThatIsNotInItsRegionIsAFault() throws IOException {
    for (String wrong : List.of("one();\nthree();", "one(1);", "two();\none();", "", "three();")) {
      assertThat(faults("<!-- A.java#loop -->\n```java\n" + wrong + "\n```\n"))
          .as(wrong)
          .singleElement()
          .asString()
          .endsWith("doc.md:2: this Java is not in A.java#loop");
    }
  }

  @Test
  void anUnknownRegionOrFileIsAFault() throws IOException {
    assertThat(faults("<!-- A.java#other -->\n```java\none();\n```\n")).hasSize(1);
    assertThat(faults("<!-- B.java#loop -->\n```java\none();\n```\n")).hasSize(1);
  }

  @Test
  void javaWithoutASourceIsAFault() throws IOException {
    assertThat(faults("Text.\n```java\none();\n```\n"))
        .singleElement()
        .asString()
        .endsWith("doc.md:2: no comment names the source of this Java");
  }

  @Test
  void otherLanguagesNeedNoSource() throws IOException {
    assertThat(faults("```sh\nmvn [x](y)\n```\n")).isEmpty();
  }

  @Test
  void aLinkToAFileThatIsNotThereIsAFault() throws IOException {
    assertThat(faults("[a](A.java), [b](https://example.org/x), [c](#part), [d](A.java#L3)\n"))
        .isEmpty();
    assertThat(faults("Text.\n[a](A.java) [b](docs/B.md#part)\n"))
        .singleElement()
        .asString()
        .endsWith("doc.md:2: there is no docs/B.md");
  }

  private List<String> faults(String document) throws IOException {
    Path file = Files.writeString(root.resolve("doc.md"), document);
    return new Markdown(root, file).faults();
  }
}
