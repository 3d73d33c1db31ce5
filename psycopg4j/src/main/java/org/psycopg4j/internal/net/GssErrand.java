// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.ietf.jgss.GSSCredential;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.engine.auth.GssSource;
import org.psycopg4j.internal.gss.SecurityContext;

/**
 * The tickets of one {@link Opening}: asks for one by a thread of its own when a server wants it,
 * for the key distribution centre may take its time, and has a channel that gets readable then. For
 * one thread at a time.
 */
final class GssErrand implements Errand, GssSource, AutoCloseable {
  private static final String NO_MODULE =
      "GSSAPI needs Java's modules java.security.jgss and jdk.security.auth";

  private final ConnInfo info;
  private final DonePipe done = new DonePipe();
  private String host = "";
  private boolean encrypts;
  private @Nullable CompletableFuture<SecurityContext> asked; // as long as it is not taken
  private @Nullable SecurityContext context; // that was not used yet

  GssErrand(ConnInfo info) {
    this.info = info;
  }

  /** Takes note of the server that is asked from now on, and for what. */
  GssErrand to(String server, Encryption encryption) {
    boolean isForEncryption = encryption == Encryption.GSS;
    if (!server.equals(host) || isForEncryption != encrypts) {
      dispose();
    }
    host = server;
    encrypts = isForEncryption;
    return this;
  }

  /** Whether a server may be asked for encryption: there are tickets to be had. */
  boolean mayEncrypt() {
    return switch (info.gssEncMode()) {
      case "disable" -> false;
      case "prefer" -> info.ticketCache() != null;
      default -> info.ticketCache() != null || caller() != null;
    };
  }

  private static @Nullable GSSCredential caller() {
    try {
      return SecurityContext.ofCaller();
    } catch (NoClassDefFoundError e) {
      return null;
    }
  }

  @Override
  public boolean isEncrypted() {
    return encrypts;
  }

  @Override
  public @Nullable SecurityContext take() {
    SecurityContext taken = context;
    context = null;
    return taken;
  }

  @Override
  public void want() {
    String service = info.krbSrvName();
    String server = host;
    boolean forEncryption = encrypts;
    boolean delegates = info.delegatesGss();
    Path cache = info.ticketCache();
    CompletableFuture<SecurityContext> wanted = new CompletableFuture<>();
    asked = wanted;
    try {
      GSSCredential caller = SecurityContext.ofCaller(); // whom this thread acts for
      Thread thread =
          new Thread(
              () -> {
                try {
                  wanted.complete(
                      SecurityContext.begin(
                          service, server, caller, cache, forEncryption, delegates));
                } catch (RuntimeException e) {
                  wanted.completeExceptionally(e);
                } catch (Error e) {
                  wanted.completeExceptionally(e);
                  throw e;
                }
              },
              "psycopg4j ticket");
      thread.setDaemon(true);
      thread.start();
    } catch (NoClassDefFoundError e) {
      wanted.completeExceptionally(new OperationalException(NO_MODULE, e));
    }
  }

  @Override
  public boolean poll() {
    CompletableFuture<SecurityContext> underWay = asked;
    if (underWay == null) {
      return true;
    } else if (!underWay.isDone()) {
      return false;
    }
    asked = null;
    try {
      context = underWay.join();
      return true;
    } catch (CompletionException e) {
      throw e.getCause() instanceof OperationalException why
          ? why
          : new OperationalException("could not initiate GSSAPI security context: " + e, e);
    }
  }

  @Override
  public SelectableChannel wakeUp() throws IOException {
    return done.open(asked);
  }

  private void dispose() {
    SecurityContext unused = take();
    if (unused != null) {
      unused.dispose();
    }
  }

  /** Waits for it no longer. A ticket that is there stays. */
  @Override
  public void close() {
    asked = null;
    done.close();
  }
}
