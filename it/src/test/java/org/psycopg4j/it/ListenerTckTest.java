// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.notify.EventQueue;
import org.psycopg4j.notify.Listener;
import org.psycopg4j.notify.ListenerEvent;
import org.psycopg4j.notify.ListenerOptions;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;

/** A listener's publisher keeps the rules of Reactive Streams, as its TCK has them. */
class ListenerTckTest {
  private static final int MOST = 500;
  private static final Duration LONG = Duration.ofSeconds(30);

  /** The TCK's tests, for a publisher that sends as many notifications as a test wants. */
  private static final class Verification extends FlowPublisherVerification<ListenerEvent> {
    Verification() {
      super(new TestEnvironment(2_000, 100), 500);
    }

    @Override
    public Flow.Publisher<ListenerEvent> createFlowPublisher(long elements) {
      return subscriber -> send(elements, subscriber);
    }

    private static void send(long elements, Flow.Subscriber<? super ListenerEvent> subscriber) {
      try (Listener listener =
              Listener.open(Shared::connect, ListenerOptions.defaults().capacity(MOST));
          EventQueue sent = listener.queue();
          Connection sender = Shared.autocommit()) {
        listener.listen("tck");
        listener.events().subscribe(subscriber);
        Shared.run(
            sender, "SELECT pg_notify('tck', i::text) FROM generate_series(1, %s) i", elements);
        for (long i = 0; i < elements; i++) {
          sent.poll(LONG);
        }
      }
    }

    @Override
    public Flow.Publisher<ListenerEvent> createFailedFlowPublisher() {
      return subscriber -> {
        Connection[] own = new Connection[1];
        Listener listener =
            Listener.open(() -> own[0] = Shared.connect(), ListenerOptions.defaults());
        Backend.of(own[0]).terminate();
        try (EventQueue queue = listener.queue()) {
          throw new AssertionError("the listener goes on: " + queue.poll(LONG));
        } catch (OperationalException lost) {
          listener.events().subscribe(subscriber);
        }
      };
    }

    @Override
    public long maxElementsFromPublisher() {
      return MOST;
    }
  }

  @TestFactory
  Stream<DynamicTest> tck() {
    return Arrays.stream(FlowPublisherVerification.class.getMethods())
        .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> run(method)));
  }

  private static void run(Method test) throws Throwable {
    Verification verification = new Verification();
    verification.setUp();
    try {
      test.invoke(verification);
    } catch (InvocationTargetException e) {
      Assumptions.assumeFalse(
          e.getCause() instanceof SkipException, () -> e.getCause().getMessage());
      throw e.getCause();
    }
  }
}
