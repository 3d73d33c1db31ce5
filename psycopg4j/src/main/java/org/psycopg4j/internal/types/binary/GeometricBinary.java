// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;

/**
 * Geometric types in binary format: float8 numbers, the points of a path or a polygon counted
 * (PostgreSQL manual, "Geometric Types").
 */
public final class GeometricBinary extends StringBinary {
  private static final int POINT_BYTES = 16;

  private final Shape shape;

  /** What the parts of a type are, and how they are written. */
  private enum Shape {
    POINT {
      @Override
      void write(Body in, StringBuilder out) {
        point(in, out);
      }
    },
    LSEG {
      @Override
      void write(Body in, StringBuilder out) {
        points(2, in, out.append('['));
        out.append(']');
      }
    },
    BOX {
      @Override
      void write(Body in, StringBuilder out) {
        points(2, in, out);
      }
    },
    PATH {
      @Override
      void write(Body in, StringBuilder out) {
        int closed = in.uint8();
        if (closed > 1) {
          throw in.malformed();
        }
        points(in.count(POINT_BYTES), in, out.append(closed == 1 ? '(' : '['));
        out.append(closed == 1 ? ')' : ']');
      }
    },
    POLYGON {
      @Override
      void write(Body in, StringBuilder out) {
        points(in.count(POINT_BYTES), in, out.append('('));
        out.append(')');
      }
    },
    LINE {
      @Override
      void write(Body in, StringBuilder out) {
        FloatOutput.append(in.float8(), out.append('{'));
        FloatOutput.append(in.float8(), out.append(','));
        FloatOutput.append(in.float8(), out.append(','));
        out.append('}');
      }
    },
    CIRCLE {
      @Override
      void write(Body in, StringBuilder out) {
        point(in, out.append('<'));
        FloatOutput.append(in.float8(), out.append(','));
        out.append('>');
      }
    };

    abstract void write(Body in, StringBuilder out);

    static void points(int count, Body in, StringBuilder out) {
      for (int i = 0; i < count; i++) {
        if (i > 0) {
          out.append(',');
        }
        point(in, out);
      }
    }

    static void point(Body in, StringBuilder out) {
      FloatOutput.append(in.float8(), out.append('('));
      FloatOutput.append(in.float8(), out.append(','));
      out.append(')');
    }
  }

  private GeometricBinary(String typeName, Shape shape) {
    super(typeName);
    this.shape = shape;
  }

  public static GeometricBinary point() {
    return new GeometricBinary("point", Shape.POINT);
  }

  public static GeometricBinary lseg() {
    return new GeometricBinary("lseg", Shape.LSEG);
  }

  public static GeometricBinary box() {
    return new GeometricBinary("box", Shape.BOX);
  }

  public static GeometricBinary path() {
    return new GeometricBinary("path", Shape.PATH);
  }

  public static GeometricBinary polygon() {
    return new GeometricBinary("polygon", Shape.POLYGON);
  }

  public static GeometricBinary line() {
    return new GeometricBinary("line", Shape.LINE);
  }

  public static GeometricBinary circle() {
    return new GeometricBinary("circle", Shape.CIRCLE);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    Body in = new Body(buf, off, len, typeName());
    StringBuilder out = new StringBuilder();
    shape.write(in, out);
    in.requireEnd();
    return out.toString();
  }
}
