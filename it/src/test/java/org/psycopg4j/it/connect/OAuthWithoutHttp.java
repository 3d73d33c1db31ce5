// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import java.util.concurrent.CompletableFuture;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;

/** A program that has a token, and another that would need the device flow; prints how they did. */
final class OAuthWithoutHttp {
  private OAuthWithoutHttp() {}

  public static void main(String[] arguments) {
    System.out.println(ModuleLayer.boot().findModule("java.net.http").isPresent());
    Psycopg.connect(
            arguments[0],
            options -> options.tokenFrom(request -> CompletableFuture.completedFuture("t0ken")))
        .close();
    try {
      Psycopg.connect(arguments[0] + " oauth_client_id=me").close();
    } catch (OperationalException e) {
      System.out.println(e.getMessage());
    }
  }
}
