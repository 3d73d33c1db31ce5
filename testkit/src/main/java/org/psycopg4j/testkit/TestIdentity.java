// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A certificate and its private key (PKCS #8), each as a PEM text. */
public record TestIdentity(String certificatePem, String keyPem) {

  /** The certificate. */
  public X509Certificate certificate() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Bytes.utf8(certificatePem)));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  BigInteger serialNumber() {
    return certificate().getSerialNumber();
  }

  /** The certificate and the key as a PKCS #12 store with a password. */
  public byte[] pkcs12(String password) {
    try {
      String base64 = keyPem.replaceAll("-----[^-]*-----|\\s", "");
      PrivateKey key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = {certificate()};
      store.setKeyEntry("identity", key, password.toCharArray(), chain);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, password.toCharArray());
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return certificatePem;
  }
}
