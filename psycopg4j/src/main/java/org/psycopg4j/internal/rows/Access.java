// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import org.psycopg4j.errors.ProgrammingException;

/** Whose constructors may be called: those that are open to the adapter, or to the program. */
public final class Access {
  /** The constructors of public classes in exported packages, and of all in open ones. */
  public static final Access OPEN = new Access(MethodHandles.lookup(), true);

  private static final int MOST_SLOTS = 253; // a call has 255; the handles themselves take two

  private final MethodHandles.Lookup lookup;
  private final boolean opening;

  private Access(MethodHandles.Lookup lookup, boolean opening) {
    this.lookup = lookup;
    this.opening = opening;
  }

  /** The constructors that the class which made the lookup may call. */
  public static Access of(MethodHandles.Lookup lookup) {
    return new Access(lookup, false);
  }

  /**
   * The constructor as a method handle.
   *
   * @throws ProgrammingException if it is closed to us; says how to open it
   */
  MethodHandle constructor(Constructor<?> constructor) {
    requireFewParameters(constructor);
    if (opening) {
      constructor.trySetAccessible(); // a record may be private to its class
    }
    try {
      return lookup.unreflectConstructor(constructor);
    } catch (IllegalAccessException e) {
      throw new ProgrammingException(closed(constructor.getDeclaringClass()), e);
    }
  }

  private static void requireFewParameters(Constructor<?> constructor) {
    int slots = 0;
    for (Class<?> type : constructor.getParameterTypes()) {
      slots += type == long.class || type == double.class ? 2 : 1;
    }
    if (slots > MOST_SLOTS) {
      throw new ProgrammingException(
          "wanted a constructor with %d parameters at most, a long or a double being two; %s takes %d"
              .formatted(MOST_SLOTS, constructor.getDeclaringClass().getTypeName(), slots));
    }
  }

  private String closed(Class<?> type) {
    return opening
        ? "%s is closed to org.psycopg4j: write \"opens %s to org.psycopg4j;\" in the module %s, or "
                .formatted(type.getTypeName(), type.getPackageName(), type.getModule().getName())
            + "give its MethodHandles.lookup() along"
        : "%s is closed to the lookup of %s"
            .formatted(type.getTypeName(), lookup.lookupClass().getTypeName());
  }
}
