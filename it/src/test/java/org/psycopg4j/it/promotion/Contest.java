// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.LockNotAvailable;

/**
 * Runs programs on a connection that prepares nothing and on others that do, each in a database of
 * its own, and compares what a user sees after each step.
 */
final class Contest implements AutoCloseable {
  /** Who plays: nothing is prepared; everything that can be is, at once; and as by default. */
  private record Side(String name, int threshold, String dsn) {}

  private final List<Side> sides = List.of(side("off", -1), side("forced", 0), side("usual", 5));
  private long promoted;
  private long simple;
  private long fallbacks;
  private int statements;
  private final List<Step> excused = new ArrayList<>();

  private static Side side(String name, int threshold) {
    return new Side(name, threshold, Stage.database("promotion_" + name));
  }

  /** Where a program went another way when statements were prepared. */
  record Difference(int step, String side, String expected, String actual) {}

  /** The first difference, or null. */
  Difference run(List<Step> program) {
    List<Player> players = new ArrayList<>();
    try {
      for (Side side : sides) {
        players.add(new Player(side.name(), side.dsn(), side.threshold()));
      }
      return run(program, players);
    } finally {
      players.forEach(Player::close);
    }
  }

  private Difference run(List<Step> program, List<Player> players) {
    Player off = players.get(0);
    for (int i = 0; i < program.size(); i++) {
      Step step = program.get(i);
      Outcome expected = off.play(step);
      boolean isOver = false;
      for (Player player : players.subList(1, players.size())) {
        Outcome actual = player.play(step);
        if (!actual.lines().equals(expected.lines())) {
          if (!Excuse.covers(step, expected, actual)) {
            return new Difference(i, player.name(), expected.toString(), actual.toString());
          }
          isOver = true;
        }
      }
      statements++;
      isOver |= Excuse.isOfValues(expected) && !align(1000 + 10 * i);
      if (isOver) { // what they do from here on may be anything
        excused.add(step);
        return null;
      }
    }
    players.subList(1, players.size()).forEach(this::count);
    Outcome expected = off.end();
    for (Player player : players.subList(1, players.size())) {
      Outcome actual = player.end();
      if (!actual.lines().equals(expected.lines())) {
        return new Difference(
            program.size(), player.name(), expected.toString(), actual.toString());
      }
    }
    return null;
  }

  /**
   * Has all sequences go on from the same number: after an error in a value they may differ, for
   * constants are worked out before a number is taken, and parameters after it.
   */
  private boolean align(int number) {
    try {
      for (Side side : sides) {
        Stage.setSequences(side.dsn(), number);
      }
      return true;
    } catch (LockNotAvailable e) {
      return false;
    }
  }

  private void count(Player player) {
    Connection conn = player.connection();
    promoted += conn.info().promotedExecutions();
    simple += conn.info().simpleExecutions();
    fallbacks += conn.info().promotionFallbacks();
  }

  /** The shortest program found that still shows a difference, by leaving out steps. */
  List<Step> reduced(List<Step> program, Difference difference) {
    List<Step> shortest =
        new ArrayList<>(program.subList(0, Math.min(difference.step() + 1, program.size())));
    for (int size = shortest.size() / 2; size > 0; size /= 2) {
      for (int at = shortest.size() - size; at >= 0; at -= size) {
        List<Step> shorter = new ArrayList<>(shortest);
        shorter.subList(at, Math.min(at + size, shorter.size())).clear();
        if (run(shorter) != null) {
          shortest = shorter;
          at = Math.min(at, shortest.size());
        }
      }
    }
    return shortest;
  }

  /** How many executions were of prepared statements. */
  long promoted() {
    return promoted;
  }

  long fallbacks() {
    return fallbacks;
  }

  int statements() {
    return statements;
  }

  /** Steps after which a program was given up for a difference that is known and documented. */
  List<Step> excused() {
    return excused;
  }

  @Override
  public String toString() {
    return "%d steps; %d promoted executions, %d simple ones, %d fallbacks; %d excused"
        .formatted(statements, promoted, simple, fallbacks, excused.size());
  }

  @Override
  public void close() {
    for (Side side : sides) {
      Stage.dropDatabase("promotion_" + side.name());
    }
  }
}
