// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Column;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.TypeRegistry;
import org.psycopg4j.internal.session.RowLayout;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.replication.LogicalMessage.Relation;

/**
 * How the tuples of a table become rows, for as long as each column's values come in one format.
 * Tuples are laid out as a DataRow message's body, which is what a Row reads.
 */
final class TupleLayout {
  private final Relation relation;
  private final int[] formats;
  private final RowLayout<Row, Column> rows;

  private TupleLayout(Relation relation, int[] formats, RowLayout<Row, Column> rows) {
    this.relation = relation;
    this.formats = formats;
    this.rows = rows;
  }

  @SuppressWarnings("unchecked") // the face's layouts are of its rows and columns
  static TupleLayout of(Relation relation, int[] formats, TypeRegistry types, Decoding decoding) {
    RowDescription description = description(relation, formats);
    return new TupleLayout(
        relation,
        formats,
        (RowLayout<Row, Column>) RowLayout.Source.of(types, description, decoding));
  }

  private static RowDescription description(Relation relation, int[] formats) {
    int size = relation.columns().size();
    String[] names = new String[size];
    int[] tables = new int[size];
    int[] typeOids = new int[size];
    int[] typeSizes = new int[size];
    int[] typeModifiers = new int[size];
    for (int i = 0; i < size; i++) {
      LogicalMessage.RelationColumn column = relation.columns().get(i);
      names[i] = column.name();
      tables[i] = (int) relation.oid();
      typeOids[i] = (int) column.typeOid();
      typeSizes[i] = -1; // is not told
      typeModifiers[i] = column.typeModifier();
    }
    // Which column of the table it is, is not told either: dropped and generated ones are left out.
    return new RowDescription(
        names, tables, new int[size], typeOids, typeSizes, typeModifiers, formats);
  }

  Relation relation() {
    return relation;
  }

  /** Whether it can read the tuple: a value that is not there may be in any format. */
  boolean fits(Tuple tuple) {
    for (int i = 0; i < formats.length; i++) {
      int format = tuple.format(i);
      if (format >= 0 && format != formats[i]) {
        return false;
      }
    }
    return true;
  }

  /** The formats of a tuple, where it has none those of this layout. */
  int[] formatsWith(Tuple tuple) {
    int[] mixed = Arrays.copyOf(formats, formats.length);
    for (int i = 0; i < mixed.length; i++) {
      if (tuple.format(i) >= 0) {
        mixed[i] = tuple.format(i);
      }
    }
    return mixed;
  }

  /**
   * The row of a tuple.
   *
   * @param whole the old row in full, which has what the tuple leaves out; or null
   * @param keyOnly whether all but the key is to be taken for not sent
   */
  ChangedRow row(Tuple tuple, @Nullable Tuple whole, boolean keyOnly) {
    int size = formats.length;
    BitSet absent = new BitSet();
    long length = 2;
    for (int i = 0; i < size; i++) {
      Tuple from = source(tuple, whole, i);
      length += 4L + Math.max(0, from.length(i));
      if (from.isUnchanged(i) || keyOnly && !relation.columns().get(i).key()) {
        absent.set(i);
      }
    }
    byte[] body = new byte[Math.toIntExact(length)];
    int pos = 2;
    for (int i = 0; i < size; i++) {
      Tuple from = source(tuple, whole, i);
      Bytes.putInt32(body, pos, from.length(i));
      pos += 4 + from.copy(i, body, pos + 4);
    }
    return new ChangedRow(this, rows.row(body), absent, keyOnly);
  }

  private Tuple source(Tuple tuple, @Nullable Tuple whole, int column) {
    return whole != null
            && tuple.isUnchanged(column)
            && (whole.format(column) == formats[column] || whole.format(column) < 0)
        ? whole
        : tuple;
  }

  <T extends @Nullable Object> Function<Row, T> maker(RowFactory<T> factory) {
    List<Column> columns = rows.columns();
    return factory.forColumns(columns);
  }
}
