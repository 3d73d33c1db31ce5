// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.session.RowLayout;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.types.Scope;

/** Rows that are read by what a registry has when each of them is made. For one thread. */
final class RegistryRows implements RowLayout<Row, Column> {
  private final TypeRegistry registry;
  private final @Nullable Scope scope;
  private final RowDescription description;
  private final Decoding decoding;
  private Decoders decoders;
  private RowPlan plan;

  RegistryRows(
      TypeRegistry registry, @Nullable Scope scope, RowDescription description, Decoding decoding) {
    this.registry = registry;
    this.scope = scope;
    this.description = description;
    this.decoding = decoding;
    this.decoders = registry.current().decoders();
    this.plan = planned();
  }

  private RowPlan planned() {
    RowPlan fresh = RowPlan.of(description, decoders, decoding);
    return scope == null ? fresh : fresh.boundTo(scope);
  }

  @Override
  public List<Column> columns() {
    return RowMaker.columns(plan);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // as long as nothing is registered they are the same
  public Row row(byte[] body) {
    Decoders now = registry.current().decoders();
    if (now != decoders) {
      decoders = now;
      plan = planned();
    }
    return new Row(plan, body, 0);
  }
}
