// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.ProgrammingException;

/** What a class is made of, and which classes cannot be made. */
class BlueprintTest {
  private record Pair<T>(int number, List<T> list) {}

  /** Two constructors, one of them public. */
  public static final class One {
    final String text;

    public One(String text) {
      this.text = text;
    }

    One(int number) {
      this(Integer.toString(number));
    }
  }

  /** Two public constructors. */
  public static final class Two {
    final int number;

    public Two() {
      this(2);
    }

    public Two(int number) {
      this.number = number;
    }
  }

  @SuppressWarnings("TooManyParameters") // what is tested
  record Wide(
      long c0,
      long c1,
      long c2,
      long c3,
      long c4,
      long c5,
      long c6,
      long c7,
      long c8,
      long c9,
      long c10,
      long c11,
      long c12,
      long c13,
      long c14,
      long c15,
      long c16,
      long c17,
      long c18,
      long c19,
      long c20,
      long c21,
      long c22,
      long c23,
      long c24,
      long c25,
      long c26,
      long c27,
      long c28,
      long c29,
      long c30,
      long c31,
      long c32,
      long c33,
      long c34,
      long c35,
      long c36,
      long c37,
      long c38,
      long c39,
      long c40,
      long c41,
      long c42,
      long c43,
      long c44,
      long c45,
      long c46,
      long c47,
      long c48,
      long c49,
      long c50,
      long c51,
      long c52,
      long c53,
      long c54,
      long c55,
      long c56,
      long c57,
      long c58,
      long c59,
      long c60,
      long c61,
      long c62,
      long c63,
      long c64,
      long c65,
      long c66,
      long c67,
      long c68,
      long c69,
      long c70,
      long c71,
      long c72,
      long c73,
      long c74,
      long c75,
      long c76,
      long c77,
      long c78,
      long c79,
      long c80,
      long c81,
      long c82,
      long c83,
      long c84,
      long c85,
      long c86,
      long c87,
      long c88,
      long c89,
      long c90,
      long c91,
      long c92,
      long c93,
      long c94,
      long c95,
      long c96,
      long c97,
      long c98,
      long c99,
      long c100,
      long c101,
      long c102,
      long c103,
      long c104,
      long c105,
      long c106,
      long c107,
      long c108,
      long c109,
      long c110,
      long c111,
      long c112,
      long c113,
      long c114,
      long c115,
      long c116,
      long c117,
      long c118,
      long c119,
      long c120,
      long c121,
      long c122,
      long c123,
      long c124,
      long c125,
      long c126) {}

  private static Blueprint of(Class<?> type) {
    return Blueprint.of(type, Access.OPEN);
  }

  @Test
  void aRecordIsItsComponents() {
    Blueprint pair = of(Pair.class);
    assertThat(pair.names()).containsExactly("number", "list");
    assertThat(pair.types())
        .extracting(Type::getTypeName)
        .containsExactly("int", "java.util.List<T>");
    assertThat(pair.constructor().type())
        .isEqualTo(MethodType.methodType(Pair.class, int.class, List.class));
  }

  @Test
  void aClassIsTheParametersOfItsPublicConstructor() {
    assertThat(of(One.class).names()).containsExactly("text");
    assertThat(of(One.class).constructor().type().parameterList()).containsExactly(String.class);
  }

  @Test
  void severalPublicConstructorsAreTooMany() {
    assertThatThrownBy(() -> of(Two.class))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageEndingWith("Two is a class with 2");
  }

  @Test
  void moreParametersThanACallCanHave() {
    assertThatThrownBy(() -> of(Wide.class))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("253 parameters at most")
        .hasMessageEndingWith("Wide takes 254");
  }

  @Test
  void aLookupThatMayNotCallTheConstructor() {
    assertThatThrownBy(() -> Blueprint.of(Pair.class, Access.of(MethodHandles.publicLookup())))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("Pair is closed to the lookup of");
  }
}
