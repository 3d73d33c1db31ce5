// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import java.util.ArrayList;
import java.util.List;

/** Real places beside their model: each step is done to both, and has to come out the same. */
final class PlacesWorld {
  final PlacesModel model;
  private final Places<Integer> places;
  private final List<NamedWaiter> waiters = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private int connections;

  PlacesWorld(int min, int max, int mostWaiting, boolean keeps, int waiters) {
    model = new PlacesModel(min, max, mostWaiting, keeps, waiters);
    places = new Places<>(min, max, mostWaiting, keeps, count -> told.add("open " + count));
    for (int w = 0; w < waiters; w++) {
      this.waiters.add(new NamedWaiter(w));
    }
  }

  /** A waiter that writes down what it is told. */
  private final class NamedWaiter extends Waiter<Integer> {
    private final int name;

    NamedWaiter(int name) {
      this.name = name;
    }

    @Override
    protected void granted(Integer connection) {
      told.add("granted " + name + ": " + connection);
    }

    @Override
    protected void refused(Refusal why) {
      told.add("refused " + name + ": " + why);
    }
  }

  /** Does a step to both that has been looked at before. */
  void replay(Step step) {
    call(step);
    model.apply(step);
  }

  /** Does a step to both. What the two say about it, and the figures, must be the same. */
  void apply(Step step) {
    Counts before = places.counts();
    told.clear();
    String real = call(step) + " " + told;
    String expected = model.apply(step);
    require(real.equals(expected), real + " instead of " + expected);
    Counts after = places.counts();
    require(after.equals(model.counts()), after + " instead of " + model.counts());
    require(places.isClosed() == model.closed, "closed is wrong");
    check(before, after);
  }

  /** What holds whatever has happened. */
  private void check(Counts before, Counts now) {
    require(
        now.size() == now.idle() + now.lent() + now.taken() + now.opening() + now.closing(),
        "size isn't the sum: " + now);
    require(
        now.size() <= Math.max(now.max(), before.size()),
        "more than there may be: " + now + " after " + before);
    require(now.waiting() == 0 || now.idle() == 0, "one is idle, and somebody waits: " + now);
    if (now.opening() > before.opening()) {
      int rest = now.size() - now.opening();
      require(
          now.opening() <= Math.max(now.waiting(), now.min() - rest), "too many ordered: " + now);
      require(now.size() <= now.max(), "ordered more than there may be: " + now);
    }
    require(
        model.inDebt || !model.maySupply(), "something could be ordered, and is wanted: " + now);
  }

  private String call(Step step) {
    switch (step.kind()) {
      case POLL -> {
        return String.valueOf(places.poll());
      }
      case JOIN -> {
        try {
          return String.valueOf(places.join(waiters.get(step.a())));
        } catch (Refused e) {
          return e.why().name();
        }
      }
      case JOIN_FIRST -> places.joinFirst(waiters.get(step.a()));
      case LEAVE -> {
        return String.valueOf(places.leave(waiters.get(step.a())));
      }
      case PUT -> {
        return String.valueOf(places.put(model.lent.get(step.a())));
      }
      case PUT_OLDEST -> {
        return String.valueOf(places.putOldest(model.taken.get(step.a())));
      }
      case OPENED -> {
        return String.valueOf(places.opened(++connections));
      }
      case OPEN_FAILED -> places.openFailed();
      case REORDER -> places.reorder();
      case GONE -> places.gone(step.hand());
      case TAKE_OLDEST -> {
        return String.valueOf(places.takeOldest());
      }
      case RESIZE -> {
        return places.resize(step.a(), step.b()).toString();
      }
      case DRAIN -> {
        return places.drainIdle().toString();
      }
      case CLOSE -> {
        return places.close().toString();
      }
      case POP -> {
        return places.popCounts().toString();
      }
    }
    return "";
  }

  /** All that can be done now. */
  List<Step> steps(List<Step> resizes) {
    List<Step> steps = new ArrayList<>(resizes);
    for (Step.Kind always :
        List.of(
            Step.Kind.POLL,
            Step.Kind.REORDER,
            Step.Kind.TAKE_OLDEST,
            Step.Kind.DRAIN,
            Step.Kind.CLOSE,
            Step.Kind.POP)) {
      steps.add(Step.of(always));
    }
    for (int w = 0; w < waiters.size(); w++) {
      steps.add(Step.of(Step.Kind.LEAVE, w));
      if (!model.queue.contains(w)) {
        steps.add(Step.of(Step.Kind.JOIN, w));
        steps.add(Step.of(Step.Kind.JOIN_FIRST, w));
      }
    }
    addOneEach(steps, Step.Kind.PUT, model.lent.size());
    addOneEach(steps, Step.Kind.PUT_OLDEST, model.taken.size());
    if (model.ordered > 0) {
      steps.add(Step.of(Step.Kind.OPENED));
      steps.add(Step.of(Step.Kind.OPEN_FAILED));
      steps.add(Step.gone(Hand.ORDERED));
    }
    if (!model.lent.isEmpty()) {
      steps.add(Step.gone(Hand.LENT));
    }
    if (!model.taken.isEmpty()) {
      steps.add(Step.gone(Hand.TAKEN));
    }
    if (!model.unwanted.isEmpty()) {
      steps.add(Step.gone(Hand.UNWANTED));
    }
    return steps;
  }

  private static void addOneEach(List<Step> steps, Step.Kind kind, int count) {
    for (int i = 0; i < count; i++) {
      steps.add(Step.of(kind, i));
    }
  }

  /**
   * Whoever holds something does what he has to, nobody comes, and nothing fails: then all who wait
   * are served, or were refused. If something is in debt, somebody orders anew.
   *
   * @param good whether what is lent is put back, or is gone
   */
  void requireThatAllAreServed(boolean good) {
    for (int round = 0; !model.queue.isEmpty(); round++) {
      require(round < 100, "they wait for ever: " + model.key());
      if (model.inDebt) {
        apply(Step.of(Step.Kind.REORDER));
      }
      for (int i = model.unwanted.size(); i > 0; i--) {
        apply(Step.gone(Hand.UNWANTED));
      }
      for (int i = model.taken.size(); i > 0; i--) {
        apply(Step.of(Step.Kind.PUT_OLDEST, 0));
      }
      for (int i = model.lent.size(); i > 0; i--) {
        apply(good ? Step.of(Step.Kind.PUT, 0) : Step.gone(Hand.LENT));
      }
      for (int i = model.ordered; i > 0; i--) {
        apply(Step.of(Step.Kind.OPENED));
      }
    }
  }

  private static void require(boolean claim, String otherwise) {
    if (!claim) {
      throw new AssertionError(otherwise);
    }
  }
}
