// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.psycopg4j.types.JsonCodec;

/** The codec where there are no modules. */
class ClassPathTest {
  @Test
  void isFoundByItselfOnTheClassPath() throws Exception {
    // Every loader but the bootstrap loader knows the modules of these tests.
    try (URLClassLoader loader = new URLClassLoader(everything(), null)) {
      Class<?> codec = loader.loadClass(JsonCodec.class.getName());
      assertThat(codec.getModule().isNamed()).isFalse();
      Object installed = codec.getMethod("installed").invoke(null);
      assertThat(installed.getClass().getName()).isEqualTo(JacksonCodec.class.getName());
      assertThat(installed.getClass().getModule().isNamed()).isFalse();
      assertThat(codec.getMethod("loads", String.class).invoke(installed, "[1]"))
          .isEqualTo(List.of(1));
    }
  }

  /** The class path and the module path of these tests. */
  private static URL[] everything() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String property : List.of("java.class.path", "jdk.module.path")) {
      for (String entry :
          System.getProperty(property, "").split(Pattern.quote(File.pathSeparator), -1)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
