// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The programs in the README are those that run in the tests. */
class ReadmeTest {
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- (\\S+)#(\\w+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);

  @Test
  void itsProgramsAreRegionsOfFiles() throws IOException {
    Matcher snippets = SNIPPET.matcher(Files.readString(Path.of("README.md")));
    int count = 0;
    while (snippets.find()) {
      assertThat(snippets.group(3)).isEqualTo(region(snippets.group(1), snippets.group(2)));
      count++;
    }
    assertThat(count).isEqualTo(2);
  }

  private static String region(String file, String name) throws IOException {
    Pattern region =
        Pattern.compile(
            "[ ]*(?://|#) region " + name + "\n(.*?)[ ]*(?://|#) endregion", Pattern.DOTALL);
    Matcher found = region.matcher(Files.readString(Path.of(file)));
    assertThat(found.find()).isTrue();
    return found.group(1).stripTrailing().stripIndent() + "\n";
  }
}
