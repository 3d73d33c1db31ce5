// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API is the text in {@code api/current.txt}: nobody changes it without seeing it. After
 * a change that is meant, run this test with {@code -Dapi.update=true} and read the difference.
 */
class PublicApiTest {
  private static final Path FILE = Path.of("..", "api", "current.txt");

  @Test
  void isWhatItsTextSays() throws IOException {
    String api = api();
    if (Boolean.getBoolean("api.update")) {
      Files.writeString(FILE, api);
    }
    assertThat(FILE).content().isEqualTo(api);
  }

  private static String api() {
    Set<String> exported =
        Psycopg.class.getModule().getDescriptor().exports().stream()
            .map(export -> export.source())
            .collect(Collectors.toSet());
    StringBuilder text = new StringBuilder();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(exported)
            .stream()
            .filter(type -> exported.contains(type.getPackageName()))
            .map(JavaClass::reflect)
            .filter(type -> Modifier.isPublic(type.getModifiers()))
            .sorted((a, b) -> a.getName().compareTo(b.getName()))
            .forEach(type -> append(text, type));
    return text.toString();
  }

  private static void append(StringBuilder text, Class<?> type) {
    text.append(header(type)).append('\n');
    Set<String> members = new TreeSet<>();
    Stream.of(type.getDeclaredConstructors()).forEach(c -> add(members, c, signature(c)));
    Stream.of(type.getDeclaredMethods())
        .filter(m -> !m.isBridge())
        .forEach(m -> add(members, m, name(m.getGenericReturnType()) + " " + signature(m)));
    Stream.of(type.getDeclaredFields())
        .forEach(f -> add(members, f, name(f.getGenericType()) + " " + f.getName()));
    members.forEach(member -> text.append("  ").append(member).append('\n'));
  }

  private static void add(Set<String> members, Member member, String signature) {
    int modifiers = member.getModifiers();
    if (!member.isSynthetic()
        && (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers))) {
      String prefix = Modifier.isProtected(modifiers) ? "protected " : "";
      members.add(prefix + (Modifier.isStatic(modifiers) ? "static " : "") + signature);
    }
  }

  private static String header(Class<?> type) {
    List<String> words = new ArrayList<>();
    words.add(
        type.isRecord()
            ? "record"
            : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class");
    words.add(type.getName());
    if (type.getSuperclass() != null
        && type.getSuperclass().getName().startsWith("org.psycopg4j")) {
      words.add("extends " + type.getSuperclass().getSimpleName());
    }
    if (!Modifier.isFinal(type.getModifiers()) && !type.isInterface()) {
      words.add("(open)");
    }
    return String.join(" ", words);
  }

  private static String signature(Executable executable) {
    return Stream.of(executable.getGenericParameterTypes())
        .map(PublicApiTest::name)
        .collect(
            Collectors.joining(
                ", ",
                (executable instanceof java.lang.reflect.Constructor ? "new" : executable.getName())
                    + "(",
                ")"));
  }

  private static String name(java.lang.reflect.Type type) {
    return type.getTypeName()
        .replaceAll(
            "(java\\.(lang|util|math|time|util\\.function)|org\\.psycopg4j)\\.(?=[A-Z])", "");
  }
}
