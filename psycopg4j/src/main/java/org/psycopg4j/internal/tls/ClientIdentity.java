// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.Collections;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.TlsFile;
import org.psycopg4j.internal.conninfo.TlsSettings;

/**
 * The client's certificates and its key, which are shown to any server that asks, whichever
 * authorities it names: as libpq does.
 */
final class ClientIdentity extends X509ExtendedKeyManager {
  private static final String ALIAS = "client";
  private static final int SEQUENCE = 0x30; // what a DER file begins with

  private final X509Certificate[] chain;
  private final PrivateKey key;
  private boolean asked;
  private boolean shown;

  private ClientIdentity(X509Certificate[] chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /**
   * The identity that the settings name; null if there is none.
   *
   * @throws OperationalException if its files can't be used
   */
  static @Nullable ClientIdentity of(TlsSettings settings) {
    TlsFile certificate = settings.certificate();
    if (!certificate.exists()) { // as libpq: the server may do without
      return null;
    }
    try {
      byte[] file = Files.readAllBytes(certificate.path());
      if (file.length > 0 && file[0] == SEQUENCE && !settings.key().isSet()) {
        return ofStore(file, settings);
      }
      X509Certificate[] chain = certificates(file);
      if (!settings.key().exists()) {
        throw new OperationalException(
            "certificate present, but not private key file \"%s\""
                .formatted(settings.key().name()));
      }
      Path keyFile = settings.key().path();
      PrivateKey key = new ClientKeyFile(keyFile, settings.password()).read();
      if (!belongTogether(chain[0].getPublicKey(), key)) {
        throw new OperationalException(
            "could not load private key file \"%s\": key values mismatch".formatted(keyFile));
      }
      return new ClientIdentity(chain, key);
    } catch (IOException | GeneralSecurityException e) {
      throw new OperationalException(
          "could not read certificate file \"%s\": %s"
              .formatted(certificate.name(), e.getMessage()),
          e);
    }
  }

  private static boolean belongTogether(PublicKey certified, PrivateKey key)
      throws GeneralSecurityException {
    if (key instanceof RSAKey ours) {
      return certified instanceof RSAKey theirs && ours.getModulus().equals(theirs.getModulus());
    }
    Signature signature =
        Signature.getInstance(
            switch (key.getAlgorithm()) {
              case "EC" -> "SHA256withECDSA";
              case "DSA" -> "SHA256withDSA";
              default -> "EdDSA";
            });
    byte[] text = {1, 2, 3};
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    try {
      signature.initVerify(certified);
      signature.update(text);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException e) {
      return false; // it is of another kind
    }
  }

  private static X509Certificate[] certificates(byte[] file) throws CertificateException {
    X509Certificate[] chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(file))
            .toArray(new X509Certificate[0]);
    if (chain.length == 0) {
      throw new CertificateException("it has no certificate");
    }
    return chain;
  }

  /** The key and the certificates of a PKCS #12 store. */
  private static ClientIdentity ofStore(byte[] file, TlsSettings settings)
      throws GeneralSecurityException, IOException {
    String given = settings.password();
    char[] password = given == null ? new char[0] : given.toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(file), password);
    for (String alias : Collections.list(store.aliases())) {
      Certificate[] chain = store.getCertificateChain(alias);
      if (chain != null && store.getKey(alias, password) instanceof PrivateKey key) {
        X509Certificate[] certificates = new X509Certificate[chain.length];
        System.arraycopy(chain, 0, certificates, 0, chain.length);
        return new ClientIdentity(certificates, key);
      }
    }
    throw new CertificateException("it has no private key with a certificate");
  }

  /** Whether a server has asked for a certificate. */
  boolean wasAsked() {
    return asked;
  }

  /** Whether the certificate was shown. */
  boolean wasShown() {
    return shown;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
    asked = true;
    for (String type : keyTypes) {
      if (type.equals(key.getAlgorithm()) || type.startsWith(key.getAlgorithm() + "_")) {
        shown = true;
        return ALIAS;
      }
    }
    return null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return chain.clone();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return null;
  }
}
