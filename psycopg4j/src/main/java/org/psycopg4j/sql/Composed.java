// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.query.PythonRepr;
import org.psycopg4j.types.Scope;

/**
 * Pieces of a statement one behind another: {@code psycopg2.sql.Composed}. Iterating gives the
 * pieces.
 *
 * @param seq the pieces
 */
public record Composed(List<Composable> seq) implements Composable, Iterable<Composable> {
  /** Copies the pieces. */
  public Composed {
    seq = List.copyOf(seq);
  }

  /** The pieces in their order. */
  public static Composed of(Composable... pieces) {
    return of(Arrays.asList(pieces));
  }

  /**
   * The elements of a sequence in their order.
   *
   * @throws ParameterException if one of them is no {@link Composable}
   */
  public static Composed of(Iterable<? extends @Nullable Object> seq) {
    List<Composable> pieces = new ArrayList<>();
    for (Object element : seq) {
      if (!(element instanceof Composable piece)) {
        throw new ParameterException(
            ParameterException.Kind.TYPE,
            "Composed elements must be Composable, got " + PythonRepr.of(element) + " instead");
      }
      pieces.add(piece);
    }
    return new Composed(pieces);
  }

  /** These pieces and another one, or those of another Composed. */
  @Override
  public Composed plus(Composable other) {
    List<Composable> all = new ArrayList<>(seq);
    if (other instanceof Composed composed) {
      all.addAll(composed.seq);
    } else {
      all.add(other);
    }
    return new Composed(all);
  }

  /** The pieces with a text between them. */
  public Composed join(String joiner) {
    return join(new SQL(joiner));
  }

  /** The pieces with a text between them. */
  public Composed join(SQL joiner) {
    List<Composable> joined = new ArrayList<>(2 * seq.size());
    for (Composable piece : seq) {
      if (!joined.isEmpty()) {
        joined.add(joiner);
      }
      joined.add(piece);
    }
    return new Composed(joined);
  }

  @Override
  public String asString(@Nullable Scope context) {
    StringBuilder sql = new StringBuilder();
    for (Composable piece : seq) {
      sql.append(piece.asString(context));
    }
    return sql.toString();
  }

  @Override
  public String template(@Nullable Scope context) {
    StringBuilder sql = new StringBuilder();
    for (Composable piece : seq) {
      sql.append(piece.template(context));
    }
    return sql.toString();
  }

  @Override
  public Iterator<Composable> iterator() {
    return seq.iterator();
  }

  /** {@code Composed([SQL('select '), Literal(1)])}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "Composed([", "])");
    seq.forEach(piece -> text.add(piece.toString()));
    return text.toString();
  }
}
