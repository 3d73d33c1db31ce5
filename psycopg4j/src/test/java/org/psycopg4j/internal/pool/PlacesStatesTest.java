// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every state that small places can be in, by every call that can be made in it, beside a plain
 * model. Calls happen one after the other here: each is one step under the lock. What happens
 * between the lock and the callbacks is for the interleavings.
 */
class PlacesStatesTest {
  private static final Pattern LIMITS = Pattern.compile("(\\d)-(\\d)");

  /** A state, and the shortest way to it. */
  private record Way(Step last, Way before) {
    List<Step> steps() {
      List<Step> steps = new ArrayList<>();
      for (Way way = this; way.last != null; way = way.before) {
        steps.add(0, way.last);
      }
      return steps;
    }
  }

  @ParameterizedTest
  @CsvSource({
    // least, most, who may wait, kept, waiters, limits to resize to, states at least
    "0, 1, 0, true, 3, '', 1400",
    "1, 1, 0, true, 3, '', 1400",
    "1, 2, 0, true, 3, '', 4000",
    "2, 2, 2, true, 3, '', 4000",
    "0, 2, 0, false, 3, '', 2500",
    "0, 2, 1, false, 2, '', 400",
    "0, 3, 0, true, 2, '', 1700",
    "1, 2, 0, true, 2, '0-1 1-1 1-2', 1700",
    "0, 1, 0, false, 2, '0-2 0-1', 800",
  })
  void eachCallInEachStateDoesWhatTheModelSays(
      int min, int max, int mostWaiting, boolean keeps, int waiters, String limits, int least) {
    List<Step> resizes = new ArrayList<>();
    Matcher limit = LIMITS.matcher(limits);
    while (limit.find()) {
      resizes.add(Step.resize(Integer.parseInt(limit.group(1)), Integer.parseInt(limit.group(2))));
    }
    Set<String> seen = new HashSet<>();
    Deque<Way> open = new ArrayDeque<>();
    Way start = new Way(null, null);
    open.add(start);
    seen.add(new PlacesWorld(min, max, mostWaiting, keeps, waiters).model.key());
    while (!open.isEmpty()) {
      Way way = open.remove();
      List<Step> there = way.steps();
      for (Step step : at(min, max, mostWaiting, keeps, waiters, there).steps(resizes)) {
        Way further = new Way(step, way);
        try {
          PlacesWorld world = at(min, max, mostWaiting, keeps, waiters, there);
          world.apply(step);
          if (seen.add(world.model.key())) {
            open.add(further);
            world.requireThatAllAreServed(true);
            at(min, max, mostWaiting, keeps, waiters, further.steps())
                .requireThatAllAreServed(false);
          }
        } catch (AssertionError | IllegalStateException e) {
          throw new AssertionError(e.getMessage() + "\nafter " + further.steps(), e);
        }
      }
    }
    assertThat(seen).hasSizeGreaterThanOrEqualTo(least);
  }

  private static PlacesWorld at(
      int min, int max, int mostWaiting, boolean keeps, int waiters, List<Step> steps) {
    PlacesWorld world = new PlacesWorld(min, max, mostWaiting, keeps, waiters);
    steps.forEach(world::replay);
    return world;
  }
}
