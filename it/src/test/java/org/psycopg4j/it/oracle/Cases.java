// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.psycopg4j.it.oracle.Wish.Case;

/** Cases with psycopg2's answer and ours, compared; those that differ as wanted are left out. */
final class Cases {
  private static final int MOST_SHOWN = 20;

  private final List<Wish> wanted;
  private final Set<Wish> met = new HashSet<>();
  private final List<Case> different = new ArrayList<>();
  private int count;

  Cases(List<Wish> wanted) {
    this.wanted = wanted;
  }

  /** Our answer to what psycopg2 answered; an exception is one as well. */
  void compare(String input, String expected, Supplier<String> ours) {
    String actual;
    try {
      actual = ours.get();
    } catch (RuntimeException e) {
      actual = Raised.show(e);
    }
    compare(input, Raised.withoutLineFeed(expected), actual);
  }

  void compare(String input, String expected, String actual) {
    count++;
    if (expected.equals(actual)) {
      return;
    }
    Case one = new Case(input, expected, actual);
    for (Wish wish : wanted) {
      if (wish.covers().test(one)) {
        met.add(wish);
        return;
      }
    }
    if (!isAlike(one)) {
      different.add(one);
    }
  }

  /** Whether the answers are the same but for what is wanted, and what that was. */
  private boolean isAlike(Case one) {
    Case normal = one;
    Set<Wish> used = new HashSet<>();
    for (Wish wish : wanted) {
      Case next = wish.normal(normal);
      if (!next.equals(normal)) {
        used.add(wish);
      }
      normal = next;
    }
    boolean alike = normal.expected().equals(normal.actual());
    if (alike) {
      met.addAll(used);
    }
    return alike;
  }

  /** Demands that all of so many cases at least are the same, and that each wish was met. */
  void assertSame(int atLeast) {
    List<String> unmet =
        wanted.stream().filter(wish -> !met.contains(wish)).map(Wish::reason).toList();
    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(summary()).isEmpty();
          softly.assertThat(unmet).isEmpty();
          softly.assertThat(count).isGreaterThanOrEqualTo(atLeast);
        });
  }

  /** One case for each pair of answers. */
  private String summary() {
    Map<List<String>, List<Case>> kinds = new LinkedHashMap<>();
    for (Case one : different) {
      kinds
          .computeIfAbsent(List.of(one.expected(), one.actual()), key -> new ArrayList<>())
          .add(one);
    }
    StringBuilder text = new StringBuilder();
    kinds.values().stream()
        .limit(MOST_SHOWN)
        .forEach(
            kind ->
                text.append(
                    "%n%d times of %d: %s%n    psycopg2:  %s%n    psycopg4j: %s%n"
                        .formatted(
                            kind.size(),
                            different.size(),
                            kind.get(0).input(),
                            kind.get(0).expected(),
                            kind.get(0).actual())));
    return text.toString();
  }
}
