// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.engine.StartupExchange;

/** Opens sessions: finds the server's addresses and tries them until one lets us in. */
public final class Connector {
  private Connector() {}

  /**
   * Opens a session.
   *
   * @throws OperationalException if no address lets us in: the message tells what each one said,
   *     and a server's refusal has its SQLSTATE
   */
  public static Session connect(ConnInfo info, Inbox inbox) {
    List<String> failures = new ArrayList<>();
    Throwable last = null;
    for (ServerAddress address : ServerAddress.resolve(info)) {
      try {
        return connect(info, address, inbox);
      } catch (IOException e) {
        failures.add(address.failed() + reason(e, address));
        last = e;
      }
    }
    String message = String.join("\n", failures);
    throw last == null
        ? new OperationalException(message)
        : new OperationalException(message, last);
  }

  private static Session connect(ConnInfo info, ServerAddress address, Inbox inbox)
      throws IOException {
    Deadline deadline = Deadline.inMillis(info.connectTimeoutMillis());
    Transport transport = null;
    Session session = null;
    try {
      transport = Transport.connect(address, info.keepalives(), deadline);
      session = new Session(address, transport, inbox);
      session.start(new StartupExchange(info.startupParameters(), info.password()), deadline);
      if (!info.isReplication()) {
        requireIsoDates(session, deadline);
      }
      Session ready = session;
      session = null;
      transport = null;
      return ready;
    } catch (PsycopgException e) {
      throw duringConnect(e, address);
    } finally {
      if (session != null) {
        session.close();
      } else if (transport != null) {
        transport.close();
      }
    }
  }

  /** psycopg2's rule: a session whose DateStyle isn't ISO is set to it, unless it replicates. */
  private static void requireIsoDates(Session session, Deadline deadline) {
    if (!session.parameters().hasIsoDates()) {
      QueryExchange set = new QueryExchange("SET datestyle TO 'ISO'", session.parameters());
      session.run(set, deadline, true);
      set.raise();
    }
  }

  private static OperationalException duringConnect(PsycopgException e, ServerAddress address) {
    if (!e.diag().equals(Diagnostics.NONE)) {
      return ServerError.duringConnect(e.diag(), address.failed());
    }
    return new OperationalException(address.failed() + e.getMessage(), e);
  }

  private static String reason(IOException e, ServerAddress address) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    boolean nobodyThere = e instanceof ConnectException || message.startsWith("No such file");
    return nobodyThere ? message + "\n\t" + address.hint() : message;
  }
}
