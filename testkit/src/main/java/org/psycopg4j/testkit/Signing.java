// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/** How a {@link TestAuthority} signs: a kind of key and a hash, if there is one. */
public enum Signing {
  ECDSA_SHA256("EC", 256, "SHA256withECDSA", "2a8648ce3d040302"),
  ECDSA_SHA384("EC", 384, "SHA384withECDSA", "2a8648ce3d040303"),
  ECDSA_SHA512("EC", 521, "SHA512withECDSA", "2a8648ce3d040304"),
  RSA_SHA256("RSA", 2048, "SHA256withRSA", "2a864886f70d01010b"),
  RSA_SHA512("RSA", 2048, "SHA512withRSA", "2a864886f70d01010d"),
  RSA_PSS_SHA384("RSA", 2048, "RSASSA-PSS", "2a864886f70d01010a"),
  ED25519("Ed25519", 0, "Ed25519", "2b6570");

  private static final byte[] NULL = {5, 0};

  private final String key;
  private final int bits;
  private final String signature;
  private final String oid;

  Signing(String key, int bits, String signature, String oid) {
    this.key = key;
    this.bits = bits;
    this.signature = signature;
    this.oid = oid;
  }

  /** Keys that can sign like that. */
  public KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(key);
      if (bits > 0) {
        generator.initialize(bits);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable PSSParameterSpec parameters() {
    return this == RSA_PSS_SHA384
        ? new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1)
        : null;
  }

  /** Its AlgorithmIdentifier. */
  byte[] identifier() {
    try {
      PSSParameterSpec pss = parameters();
      if (pss == null) {
        return Der.sequence(Der.oid(oid), key.equals("RSA") ? NULL : new byte[0]);
      }
      AlgorithmParameters encoded = AlgorithmParameters.getInstance(signature);
      encoded.init(pss);
      return Der.sequence(Der.oid(oid), encoded.getEncoded());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] sign(PrivateKey by, byte[] bytes) {
    try {
      Signature signing = Signature.getInstance(signature);
      PSSParameterSpec pss = parameters();
      if (pss != null) {
        signing.setParameter(pss);
      }
      signing.initSign(by);
      signing.update(bytes);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
