// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.TlsFile;
import org.psycopg4j.internal.conninfo.TlsSettings;

/** Which servers' certificates are believed. */
final class ServerTrust {
  private ServerTrust() {}

  /**
   * Who decides it.
   *
   * @return null for Java's own
   * @throws OperationalException if a file that is needed can't be used
   */
  static TrustManager @org.jspecify.annotations.Nullable [] of(TlsSettings settings) {
    TlsFile roots = settings.roots();
    if (roots.isSet() && roots.name().equals(TlsSettings.SYSTEM)) {
      return null;
    } else if (roots.exists()) {
      return byRoots(settings);
    } else if (settings.mode().compareTo(TlsSettings.Mode.VERIFY_CA) >= 0) {
      throw new OperationalException(
          ("root certificate file \"%s\" does not exist\nEither provide the file, use the system's"
                  + " trusted roots with sslrootcert=system, or change sslmode to disable server"
                  + " certificate verification.")
              .formatted(roots.name()));
    }
    return new TrustManager[] {new Anyone()};
  }

  private static TrustManager[] byRoots(TlsSettings settings) {
    TlsFile roots = settings.roots();
    try {
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(store(roots.path()), new X509CertSelector());
      List<CRL> revoked = revoked(settings);
      parameters.setRevocationEnabled(!revoked.isEmpty());
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(revoked)));
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      return factory.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new OperationalException(
          "could not read root certificate file \"%s\": %s".formatted(roots.name(), e.getMessage()),
          e);
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("root" + number++, certificate);
    }
    return store;
  }

  private static List<CRL> revoked(TlsSettings settings)
      throws IOException, GeneralSecurityException {
    List<CRL> lists = new ArrayList<>();
    Path directory = settings.crlDirectory();
    if (settings.crl().exists()) { // libpq, too, goes on without a file that is not there
      add(settings.crl().path(), lists);
    }
    if (directory != null && Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          add(file, lists);
        }
      }
    }
    return lists;
  }

  private static void add(Path file, List<CRL> lists) throws IOException, GeneralSecurityException {
    lists.addAll(
        CertificateFactory.getInstance("X.509")
            .generateCRLs(new ByteArrayInputStream(Files.readAllBytes(file))));
  }

  /** Believes anyone: what goes over the wire is encrypted, but who knows by whom. */
  private static final class Anyone extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
