// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A subscriber that requests when it is told to, and keeps what it gets. */
class Collector<T> implements Flow.Subscriber<T> {
  final List<T> items = Collections.synchronizedList(new ArrayList<>());
  final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  final CompletableFuture<String> end = new CompletableFuture<>();
  private final long first;

  Collector(long first) {
    this.first = first;
  }

  @Override
  public void onSubscribe(Flow.Subscription offered) {
    if (first > 0) {
      offered.request(first);
    }
    subscription.complete(offered);
  }

  @Override
  public void onNext(T item) {
    items.add(item);
  }

  @Override
  public void onError(Throwable error) {
    end.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    end.complete("complete");
  }
}
