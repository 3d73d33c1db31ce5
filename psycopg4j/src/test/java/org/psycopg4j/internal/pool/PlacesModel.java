// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What {@link Places} have to do, in plain lists: who is where by name, each rule as it is said in
 * words, and nothing for speed. Waiters and connections are numbers.
 */
final class PlacesModel {
  final List<Integer> idle = new ArrayList<>(); // the oldest first
  final List<Integer> lent = new ArrayList<>();
  final List<Integer> taken = new ArrayList<>();
  final List<Integer> unwanted = new ArrayList<>();
  final List<Integer> queue = new ArrayList<>();
  final int[] askedAt; // when a waiter joined last; 0: never
  int ordered;
  int min;
  int max;
  boolean closed;
  boolean inDebt; // an order failed, and what is missing wasn't ordered anew

  private final int mostWaiting;
  private final boolean keeps;
  private int now;
  private int connections;
  private final List<String> told = new ArrayList<>();
  private Totals sums = new Totals();

  PlacesModel(int min, int max, int mostWaiting, boolean keeps, int waiters) {
    this.min = min;
    this.max = max;
    this.mostWaiting = mostWaiting;
    this.keeps = keeps;
    askedAt = new int[waiters];
    inDebt = maySupply(); // nothing is ordered to begin with
  }

  /** Does it; says what is returned, and who was told what. */
  String apply(Step step) {
    told.clear();
    return result(step) + " " + told;
  }

  private String result(Step step) {
    switch (step.kind()) {
      case POLL -> {
        if (idle.isEmpty()) {
          return "null";
        }
        sums.requests++;
        return lendIdle();
      }
      case JOIN -> {
        return join(step.a());
      }
      case JOIN_FIRST -> {
        joinFirst(step.a());
        return "";
      }
      case LEAVE -> {
        boolean was = queue.remove((Integer) step.a());
        sums.left += was ? 1 : 0;
        return String.valueOf(was);
      }
      case PUT -> {
        return receive(lent.remove(step.a()), idle.size());
      }
      case PUT_OLDEST -> {
        return receive(taken.remove(step.a()), 0);
      }
      case OPENED -> {
        ordered--;
        sums.opened++;
        return receive(++connections, idle.size());
      }
      case OPEN_FAILED -> {
        ordered--;
        sums.openFailed++;
        inDebt = true;
        return "";
      }
      case REORDER -> {
        orderAll();
        return "";
      }
      case GONE -> {
        switch (step.hand()) {
          case LENT -> lent.remove(0);
          case TAKEN -> taken.remove(0);
          case UNWANTED -> unwanted.remove(0);
          case ORDERED -> ordered--;
        }
        if (step.hand() == Hand.ORDERED) {
          sums.openFailed++;
        } else {
          sums.gone++;
        }
        orderAll();
        return "";
      }
      case TAKE_OLDEST -> {
        if (idle.isEmpty()) {
          return "null";
        }
        taken.add(idle.remove(0));
        return String.valueOf(taken.get(taken.size() - 1));
      }
      case RESIZE -> {
        min = step.a();
        max = step.b();
        List<Integer> out = new ArrayList<>();
        while (!idle.isEmpty() && open() > max) {
          discardOldest(out);
        }
        orderAll();
        return out.toString();
      }
      case DRAIN -> {
        return discardAll();
      }
      case CLOSE -> {
        closed = true;
        for (int waiter : queue) {
          refuse(waiter);
        }
        queue.clear();
        return discardAll();
      }
      case POP -> {
        Counts counts = counts();
        sums = new Totals();
        return counts.toString();
      }
    }
    throw new AssertionError(step);
  }

  private String join(int waiter) {
    sums.requests++;
    if (closed) {
      sums.refusedClosed++;
      return "CLOSED";
    }
    askedAt[waiter] = ++now;
    if (!idle.isEmpty()) {
      return lendIdle();
    }
    if (mostWaiting > 0 && queue.size() >= mostWaiting) {
      sums.refusedTooMany++;
      return "TOO_MANY_WAITING";
    }
    enqueue(waiter);
    return "null";
  }

  private void joinFirst(int waiter) {
    sums.again++;
    if (closed) {
      refuse(waiter);
    } else if (!idle.isEmpty()) {
      int connection = idle.get(idle.size() - 1);
      lendIdle();
      told.add("granted " + waiter + ": " + connection);
    } else {
      enqueue(waiter);
    }
  }

  /** In the order of asking: so it is for who asks now, and for who asks again. */
  private void enqueue(int waiter) {
    queue.add(waiter);
    queue.sort(Comparator.comparingInt(w -> askedAt[w]));
    sums.queued++;
    if (maySupply()) {
      ordered++;
      sums.ordered++;
      told.add("open 1");
    }
  }

  private String lendIdle() {
    int connection = idle.remove(idle.size() - 1);
    lent.add(connection);
    sums.served++;
    return String.valueOf(connection);
  }

  private void refuse(int waiter) {
    sums.refusedClosed++;
    told.add("refused " + waiter + ": CLOSED");
  }

  private String receive(int connection, int at) {
    boolean tooMany = closed || open() + 1 > max;
    if (!tooMany && !queue.isEmpty()) {
      lent.add(connection);
      sums.served++;
      told.add("granted " + queue.remove(0) + ": " + connection);
      return "true";
    }
    if (tooMany || !keeps) {
      unwanted.add(connection);
      return "false";
    }
    idle.add(at, connection);
    return "true";
  }

  private void discardOldest(List<Integer> out) {
    out.add(idle.get(0));
    unwanted.add(idle.remove(0));
  }

  private String discardAll() {
    List<Integer> out = new ArrayList<>();
    while (!idle.isEmpty()) {
      discardOldest(out);
    }
    return out.toString();
  }

  private int open() {
    return idle.size() + lent.size() + taken.size();
  }

  int size() {
    return open() + unwanted.size() + ordered;
  }

  /** Whether somebody, or the least number, wants one more, and there is a place for it. */
  boolean maySupply() {
    boolean wanted = queue.size() > ordered || keeps && size() < min;
    return !closed && size() < max && wanted;
  }

  private void orderAll() {
    int count = 0;
    while (maySupply()) {
      ordered++;
      count++;
    }
    sums.ordered += count;
    inDebt = false;
    if (count > 0) {
      told.add("open " + count);
    }
  }

  Counts counts() {
    return new Counts(
        min,
        max,
        size(),
        idle.size(),
        lent.size(),
        taken.size(),
        ordered,
        unwanted.size(),
        queue.size(),
        sums.requests,
        sums.again,
        sums.queued,
        sums.served,
        sums.left,
        sums.refusedClosed,
        sums.refusedTooMany,
        sums.ordered,
        sums.opened,
        sums.openFailed,
        sums.gone);
  }

  /**
   * All that decides what can happen from here, up to names of connections and moments: how many
   * are where, who waits, and in which order the waiters have asked.
   */
  String key() {
    int[] rank = new int[askedAt.length];
    for (int w = 0; w < rank.length; w++) {
      int asked = askedAt[w];
      rank[w] = asked == 0 ? 0 : (int) Arrays.stream(askedAt).filter(a -> a <= asked).count();
    }
    return String.join(
        " ",
        List.of(
            min + "-" + max + (closed ? " closed" : "") + (inDebt ? " in debt" : ""),
            idle.size() + "/" + lent.size() + "/" + taken.size() + "/" + unwanted.size(),
            ordered + "",
            queue.toString(),
            Arrays.toString(rank)));
  }
}
