// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.functionCall;
import static org.psycopg4j.testkit.ServerMessages.bindComplete;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.functionCallResponse;
import static org.psycopg4j.testkit.ServerMessages.noticeResponse;
import static org.psycopg4j.testkit.ServerMessages.parseComplete;
import static org.psycopg4j.testkit.ServerMessages.raw;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.InternalException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.internal.wire.FunctionArguments;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.testkit.ClientMessages;
import org.psycopg4j.testkit.EverySplit;
import org.psycopg4j.testkit.Transcript;

class FunctionCallExchangeTest {
  private static final int[] BINARY = {1};

  private static byte[] int4(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  private static byte[] int8(long value) {
    byte[] high = int4((int) (value >> 32));
    byte[] low = int4((int) value);
    return new byte[] {high[0], high[1], high[2], high[3], low[0], low[1], low[2], low[3]};
  }

  private static byte[] call(int function, byte[]... arguments) {
    return functionCall(function, BINARY, arguments, 1);
  }

  private static FunctionCallExchange seek() {
    return FunctionCallExchange.int8(3170, new FunctionArguments().int4(5).int8(-3L << 40).int4(2));
  }

  private static FunctionCallExchange read(byte[] into, int off, int room) {
    return FunctionCallExchange.bytes(
        954, new FunctionArguments().int4(5).int4(room), into, off, room);
  }

  private static <T extends Exchange> T start(Transcript<EnginePeer> t, T exchange) {
    t.peer().engine.start(exchange);
    return exchange;
  }

  @Test
  void argumentsGoInBinaryAndANumberComesBack() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          FunctionCallExchange seek = start(t, seek());
          t.client(call(3170, int4(5), int8(-3L << 40), int4(2)));
          t.server(functionCallResponse(int8(1L << 33)), noticeResponse("by the way"));
          assertThat(seek.isDone()).isFalse();
          t.server(readyForQuery('T'));
          seek.raise();
          assertThat(seek.number()).isEqualTo(1L << 33);
          assertThat(t.peer().unasked).containsExactly("notice by the way");
        });
  }

  @Test
  void bytesAreSentFromAPlaceInTheCallersArrayAndTheirNumberComesBack() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          byte[] data = {1, 2, 3, 4, 5};
          FunctionCallExchange write =
              start(
                  t,
                  FunctionCallExchange.int4(
                      955, new FunctionArguments().int4(0).bytes(data, 1, 3)));
          t.client(call(955, int4(0), new byte[] {2, 3, 4}));
          t.server(functionCallResponse(int4(3)), readyForQuery('T'));
          write.raise();
          assertThat(write.number()).isEqualTo(3);
        });
  }

  @Test
  void aCallMayHaveNoBytesInItsBytes() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          byte[] data = {1};
          start(
              t, FunctionCallExchange.int4(955, new FunctionArguments().int4(0).bytes(data, 1, 0)));
          t.client(call(955, int4(0), new byte[0]));
          t.server(functionCallResponse(int4(0)), readyForQuery('T'));
        });
  }

  @Test
  void bytesComeIntoTheirPlaceInTheCallersArray() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          byte[] into = new byte[6];
          FunctionCallExchange read = start(t, read(into, 2, 3));
          t.client(call(954, int4(5), int4(3)));
          t.server(functionCallResponse(new byte[] {7, 8}), readyForQuery('T'));
          read.raise();
          assertThat(read.count()).isEqualTo(2);
          assertThat(into).containsExactly(0, 0, 7, 8, 0, 0);
        });
  }

  @Test
  void callsUnderWayAreAnsweredInTheirOrder() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          byte[] into = new byte[4];
          FunctionCallExchange first = start(t, read(into, 0, 2));
          FunctionCallExchange second = start(t, read(into, 2, 2));
          t.client(call(954, int4(5), int4(2)), call(954, int4(5), int4(2)));
          t.server(functionCallResponse(new byte[] {1, 2}), readyForQuery('T'));
          assertThat(first.isDone()).isTrue();
          assertThat(second.isDone()).isFalse();
          t.server(functionCallResponse(new byte[] {3}), readyForQuery('T'));
          assertThat(into).containsExactly(1, 2, 3, 0);
          assertThat(second.count()).isEqualTo(1);
        });
  }

  @Test
  void anErrorFailsItsCallAndThoseBehindItFailForTheTransactionHas() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          FunctionCallExchange first = start(t, seek());
          FunctionCallExchange second = start(t, read(new byte[2], 0, 2));
          t.server(errorResponse("22023", "invalid whence setting: 7"), readyForQuery('E'));
          t.server(errorResponse("25P02", "current transaction is aborted"), readyForQuery('E'));
          assertThatThrownBy(first::raise)
              .isExactlyInstanceOf(OperationalException.class)
              .hasMessage("ERROR:  invalid whence setting: 7")
              .extracting(e -> ((OperationalException) e).pgcode())
              .isEqualTo("22023");
          assertThatThrownBy(second::raise)
              .isExactlyInstanceOf(OperationalException.class)
              .hasMessage("ERROR:  current transaction is aborted")
              .extracting(e -> ((OperationalException) e).pgcode())
              .isEqualTo("25P02");
          assertThat(t.peer().engine.failure()).isNull();
        });
  }

  @Test
  void anErrorThatIsOperationalIsOfItsOwnClass() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          FunctionCallExchange seek = start(t, seek());
          t.server(errorResponse("57014", "canceling statement"), readyForQuery('E'));
          assertThatThrownBy(seek::raise).isInstanceOf(QueryCanceled.class);
        });
  }

  @Test
  void anErrorAfterTheResultCounts() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          FunctionCallExchange seek = start(t, seek());
          t.server(functionCallResponse(int8(1)), errorResponse("40001", "could not serialize"));
          t.server(readyForQuery('I'));
          assertThatThrownBy(seek::raise).hasMessage("ERROR:  could not serialize");
        });
  }

  @Test
  void nullIsAnErrorThatLeavesTheConnectionInStep() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          FunctionCallExchange seek = start(t, seek());
          t.server(functionCallResponse(null), readyForQuery('T'));
          assertThatThrownBy(seek::raise)
              .isInstanceOf(InternalException.class)
              .hasMessage("function 3170 of the server returned NULL");
          assertThat(t.peer().engine.failure()).isNull();
        });
  }

  @Test
  void aResultOfAnotherLengthThanTheFunctionsIsMalformed() {
    assertMalformed(FunctionCallExchangeTest::seek, functionCallResponse(int4(1)));
    assertMalformed(() -> read(new byte[8], 0, 2), functionCallResponse(new byte[] {1, 2, 3}));
  }

  @Test
  void aLengthThatIsNotTheMessagesIsMalformed() {
    assertMalformed(FunctionCallExchangeTest::seek, raw('V'));
    assertMalformed(FunctionCallExchangeTest::seek, raw('V', (byte) 0, (byte) 0, (byte) 0));
    byte[] tooLong = {0, 0, 0, 3, 1, 2};
    assertMalformed(() -> read(new byte[8], 0, 8), raw('V', tooLong));
    byte[] tooShort = {0, 0, 0, 1, 1, 2};
    assertMalformed(() -> read(new byte[8], 0, 8), raw('V', tooShort));
    byte[] nullAndMore = {-1, -1, -1, -1, 1};
    assertMalformed(() -> read(new byte[8], 0, 8), raw('V', nullAndMore));
    byte[] negative = {-1, -1, -1, -2};
    assertMalformed(() -> read(new byte[8], 0, 8), raw('V', negative));
  }

  @Test
  void anAnswerWithoutAResultOrWithTwoIsMalformed() {
    assertMalformed(FunctionCallExchangeTest::seek, readyForQuery('T'));
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t, seek());
          t.server(functionCallResponse(int8(1)), functionCallResponse(int8(1)));
          assertThat(t.peer().engine.failure()).isInstanceOf(MalformedMessageException.class);
        });
  }

  private static void assertMalformed(Supplier<Exchange> call, byte[] answer) {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          Exchange exchange = start(t, call.get());
          t.server(answer);
          assertThat(t.peer().engine.failure()).isInstanceOf(MalformedMessageException.class);
          assertThatThrownBy(exchange::raise).isInstanceOf(MalformedMessageException.class);
        });
  }

  @Test
  void aCallMayBeTheFirstOfATransaction() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          FunctionCallExchange seek = seek();
          BeginExchange begin = start(t, new BeginTogether("BEGIN", seek));
          t.client(
              ClientMessages.parse("", "BEGIN"),
              ClientMessages.bind("", ""),
              ClientMessages.execute("", 0),
              call(3170, int4(5), int8(-3L << 40), int4(2)));
          t.server(parseComplete(), bindComplete(), commandComplete("BEGIN"));
          t.server(functionCallResponse(int8(4)), readyForQuery('T'));
          assertThat(begin.hasBegun()).isTrue();
          assertThat(seek.isDone()).isTrue();
          assertThat(seek.number()).isEqualTo(4);
        });
  }
}
