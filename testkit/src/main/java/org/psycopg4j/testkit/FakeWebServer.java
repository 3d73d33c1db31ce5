// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A web server on 127.0.0.1 that answers as a function says, right or wrong, such as an
 * authorization server. Any thread may call its methods; the function is called by several.
 */
public final class FakeWebServer implements AutoCloseable {
  private static final char[] NO_PASSWORD = {};

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads;
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();

  /**
   * What a client has asked.
   *
   * @param method GET, POST …
   * @param path the path, without what follows it
   * @param authorization the header of this name; null if there was none
   * @param form the parameters of a form
   */
  public record Request(
      String method, String path, @Nullable String authorization, Map<String, String> form) {}

  /**
   * What a client is told.
   *
   * @param status HTTP's code
   * @param body the text
   * @param location where to go instead; null for nowhere
   */
  public record Reply(int status, String body, @Nullable String location) {
    public Reply(int status, String body) {
      this(status, body, null);
    }
  }

  /** What the server does with a request. */
  @FunctionalInterface
  public interface Answering {
    Reply answer(Request request) throws Exception;
  }

  private FakeWebServer(HttpServer server, String scheme, Answering answering) {
    this.server = server;
    this.scheme = scheme;
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "fake web server");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, answering));
    server.start();
  }

  /** Starts on a free port, without TLS. */
  public static FakeWebServer start(Answering answering) {
    try {
      return new FakeWebServer(HttpServer.create(address(), 0), "http", answering);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts on a free port with TLS: the certificate has to be for 127.0.0.1. */
  public static FakeWebServer start(TestIdentity identity, Answering answering) {
    try {
      HttpsServer server = HttpsServer.create(address(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(keys(identity)));
      return new FakeWebServer(server, "https", answering);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress address() throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
  }

  /** {@code http://127.0.0.1:port}, or with https. */
  public String url() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was asked so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange, Answering answering) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              form(body));
      requests.add(request);
      Reply reply = answering.answer(request);
      if (reply.location() != null) {
        exchange.getResponseHeaders().set("Location", reply.location());
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  /** What trusts an authority, and nobody else. */
  public static SSLContext trusting(TestAuthority authority) {
    try {
      KeyStore trusted = empty();
      trusted.setCertificateEntry("authority", certificate(authority.certificatePem()));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext keys(TestIdentity identity) {
    try {
      String key = identity.keyPem().replaceAll("-----[A-Z ]+-----|\\s", "");
      PrivateKey privateKey =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
      KeyStore own = empty();
      own.setKeyEntry(
          "server",
          privateKey,
          NO_PASSWORD,
          new Certificate[] {certificate(identity.certificatePem())});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Certificate certificate(String pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
