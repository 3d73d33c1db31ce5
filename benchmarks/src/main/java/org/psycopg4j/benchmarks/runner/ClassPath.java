// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where this program's classes are, for the processes that it starts. */
public final class ClassPath {
  private ClassPath() {}

  /** The files of Maven's class loader if that runs the program, else the JVM's own paths. */
  public static List<String> current() {
    List<String> paths = new ArrayList<>();
    if (ClassPath.class.getClassLoader() instanceof URLClassLoader loader) {
      for (URL url : loader.getURLs()) {
        paths.add(file(url));
      }
      return paths;
    }
    for (String property : new String[] {"jdk.module.path", "java.class.path"}) {
      String value = System.getProperty(property, "");
      if (!value.isEmpty()) {
        paths.addAll(List.of(value.split(File.pathSeparator, -1)));
      }
    }
    return paths;
  }

  private static String file(URL url) {
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
