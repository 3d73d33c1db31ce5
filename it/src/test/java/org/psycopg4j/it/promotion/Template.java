// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.psycopg4j.it.promotion.Step.Kind;
import org.psycopg4j.testkit.Seeded;

/**
 * A statement with arguments of some kinds still to be chosen. In its notation {@code {int}} is a
 * placeholder for an int of any value, and {@code {int:x}} the same by name.
 *
 * @param slots the kinds of its arguments
 * @param names their names; empty if they have none
 */
record Template(String sql, List<String> slots, List<String> names) {
  private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)(?::(\\w+))?}");

  static Template of(String text) {
    List<String> slots = new ArrayList<>();
    List<String> names = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    Matcher matcher = SLOT.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(2);
      if (name != null) {
        names.add(name);
      }
      slots.add(matcher.group(1));
      matcher.appendReplacement(sql, name == null ? "%s" : "%(" + name + ")s");
    }
    matcher.appendTail(sql);
    return new Template(sql.toString(), slots, names);
  }

  Step fill(Kind kind, Seeded random) {
    List<Object> values = new ArrayList<>();
    for (String slot : slots) {
      values.add(Argument.of(slot, random));
    }
    if (slots.isEmpty()) {
      return Step.of(kind, sql);
    } else if (names.isEmpty()) {
      return new Step(kind, sql, values, null);
    }
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.putIfAbsent(names.get(i), values.get(i));
    }
    return new Step(kind, sql, null, named);
  }
}
