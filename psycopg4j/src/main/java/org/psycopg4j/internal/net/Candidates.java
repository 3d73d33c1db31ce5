// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.conninfo.Host;

/**
 * The places where servers may be found, in the order in which they are tried: each server's
 * addresses, one server after another; or all in any order, if the load is to be balanced. Names
 * are looked up when it is their turn. For one thread at a time.
 */
final class Candidates {
  private final ConnInfo info;
  private final Failures failures;
  private final ArrayDeque<Host> hosts = new ArrayDeque<>();
  private final ArrayDeque<ServerAddress> addresses = new ArrayDeque<>(); // of one or more hosts

  Candidates(ConnInfo info, Failures failures) {
    this.info = info;
    this.failures = failures;
    again();
  }

  /** Begins with the first server again. */
  void again() {
    List<Host> all = new ArrayList<>(info.hosts());
    if (info.isBalanced()) {
      Collections.shuffle(all);
    }
    hosts.addAll(all);
  }

  /** Looks all names up now, so that nothing has to be waited for later; false if all fail. */
  boolean lookUp() {
    for (Host host; (host = hosts.poll()) != null; ) {
      lookUp(host);
    }
    return !addresses.isEmpty();
  }

  private void lookUp(Host host) {
    try {
      List<ServerAddress> found = new ArrayList<>(ServerAddress.of(host));
      if (info.isBalanced()) {
        Collections.shuffle(found);
      }
      addresses.addAll(found);
    } catch (UnknownHostException e) {
      failures.add(String.valueOf(e.getMessage()), e);
    }
  }

  /** The next place; null after the last. */
  @Nullable ServerAddress next() {
    while (addresses.isEmpty()) {
      Host host = hosts.poll();
      if (host == null) {
        return null;
      }
      lookUp(host);
    }
    return addresses.remove();
  }

  /** Leaves out the other addresses of a server. */
  void skip(Host host) {
    while (!addresses.isEmpty() && addresses.element().host().equals(host)) {
      addresses.remove();
    }
  }
}
