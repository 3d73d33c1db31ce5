// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.net.InetAddress;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Inet;

/** Network addresses with their type: {@code '10.0.0.1/24'::inet}. */
public enum InetLiteral implements Literal {
  INET {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      address((Inet) value, out, quoting);
    }
  },
  ADDRESS {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      address(Inet.of((InetAddress) value), out, quoting);
    }
  };

  private static void address(Inet value, SqlBuffer out, Quoting quoting) {
    StringLiteral.write(value.toString(), out, quoting);
    out.ascii(value.cidr() ? "::cidr" : "::inet");
  }
}
