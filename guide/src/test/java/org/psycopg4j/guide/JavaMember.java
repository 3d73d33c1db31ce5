// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.psycopg4j.Psycopg;

/**
 * A public class or member of the adapter as documents write it: {@code Cursor}, {@code
 * SQL.DEFAULT}, {@code Cursor.scroll(long, ScrollMode)}.
 */
final class JavaMember {
  private JavaMember() {}

  static boolean exists(String member) {
    int open = member.indexOf('(');
    String path = open < 0 ? member : member.substring(0, open);
    if (open < 0 && type(path) != null) {
      return true;
    }
    int dot = path.lastIndexOf('.');
    Class<?> type = dot < 0 ? null : type(path.substring(0, dot));
    if (type == null) {
      return false;
    }
    String name = path.substring(dot + 1);
    return open < 0
        ? Stream.of(type.getFields()).anyMatch(field -> field.getName().equals(name))
        : Stream.of(type.getMethods())
            .anyMatch(
                method ->
                    (method.getName() + parameters(method)).equals(member.substring(dot + 1)));
  }

  private static String parameters(Executable method) {
    String list =
        Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
    return method.isVarArgs() ? list.replaceFirst("\\[\\]\\)$", "...)") : list;
  }

  private static Class<?> type(String simpleName) {
    return Psycopg.class.getModule().getDescriptor().exports().stream()
        .map(ModuleDescriptor.Exports::source)
        .map(room -> load(room + "." + simpleName.replace('.', '$')))
        .filter(type -> type != null && Modifier.isPublic(type.getModifiers()))
        .findFirst()
        .orElse(null);
  }

  private static Class<?> load(String name) {
    return Class.forName(Psycopg.class.getModule(), name);
  }
}
