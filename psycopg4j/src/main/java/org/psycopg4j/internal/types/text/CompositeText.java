// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.nio.charset.StandardCharsets;
import org.psycopg4j.internal.types.CompositePlan;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Encodings;
import org.psycopg4j.types.Scope;

/**
 * A composite type in text format (PostgreSQL manual, "Composite Type Input and Output Syntax"):
 * {@code (1,"a b",)}. What is empty is NULL, what is empty in quotes is not.
 */
public final class CompositeText extends Decoder {
  private final CompositePlan plan;

  public CompositeText(CompositePlan plan) {
    super(plan.typeName());
    this.plan = plan;
  }

  @Override
  public Decoder boundTo(Scope cursor) {
    CompositePlan bound = plan.boundTo(cursor);
    return bound.equals(plan) ? this : new CompositeText(bound);
  }

  @Override
  public Object decode(byte[] buf, int off, int len, Decoding ctx) {
    if (Encodings.asciiSafe(ctx.charset())) {
      return plan.factory().make(plan, new CompositeReader(plan, buf, off, len).body(), ctx);
    }
    // A parenthesis or a backslash could be the second byte of a character.
    byte[] utf8 = ctx.text(buf, off, len).getBytes(StandardCharsets.UTF_8);
    byte[] body = new CompositeReader(plan, utf8, 0, utf8.length).body();
    return plan.factory().make(plan, body, ctx.withCharset(StandardCharsets.UTF_8));
  }
}
