// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that are inserted: the number, a note and half the number. Each is made when it is asked
 * for.
 */
public final class BulkRows extends AbstractList<Object[]> {
  private final int size;
  private final String note;

  public BulkRows(int size, String note) {
    this.size = size;
    this.note = note;
  }

  @Override
  public Object[] get(int index) {
    return new Object[] {index, note, index / 2.0};
  }

  @Override
  public int size() {
    return size;
  }

  public String note() {
    return note;
  }

  /** The first column. */
  public List<Integer> ids() {
    List<Integer> ids = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      ids.add(i);
    }
    return ids;
  }

  /** The second column. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      notes.add(note);
    }
    return notes;
  }

  /** The third column. */
  public List<Double> halves() {
    List<Double> halves = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      halves.add(i / 2.0);
    }
    return halves;
  }
}
