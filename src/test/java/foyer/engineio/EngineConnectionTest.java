package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineConnectionTest {

    private final EngineFixture fixture = new EngineFixture();
    private final MemoryTransport webSocket = new MemoryTransport(TransportName.WEBSOCKET);

    @Nested
    class Opening {

        @Test
        void theFirstPacketIsTheHandshake() {
            EngineConnection connection = fixture.connect(webSocket);

            assertThat(webSocket.sent())
                    .containsExactly("0{\"sid\":\"" + connection.sid()
                            + "\",\"upgrades\":[],\"pingInterval\":3600000,\"pingTimeout\":3600000,"
                            + "\"maxPayload\":1000}");
        }

        @Test
        void anApplicationThatFailsLeavesNoConnectionBehind() {
            EngineServer server = new EngineServer(
                    EngineOptions.defaults(),
                    connection -> {
                        throw new IllegalStateException("on purpose");
                    },
                    fixture.clock.wheel(),
                    Runnable::run);
            server.connect(EngineFixture.HANDSHAKE, webSocket);

            assertThat(server.size()).isZero();
            assertThat(webSocket.closed()).contains(CloseReason.FORCED_CLOSE);
        }

        @Test
        void anApplicationThatClosesAtOnceIsToldOfItOnce() {
            List<CloseReason> closes = new ArrayList<>();
            EngineServer server = new EngineServer(
                    EngineOptions.defaults(),
                    connection -> {
                        connection.close(CloseReason.FORCED_CLOSE);
                        return onCloseOnly(() -> closes.add(CloseReason.FORCED_CLOSE));
                    },
                    fixture.clock.wheel(),
                    Runnable::run);
            server.connect(EngineFixture.HANDSHAKE, webSocket);

            assertThat(closes).hasSize(1);
            assertThat(server.size()).isZero();
        }

        @Test
        void aClosedServerClosesWhatIsStillOpening() {
            fixture.server.close();
            fixture.connect(webSocket);

            assertThat(webSocket.closed()).contains(CloseReason.SERVER_SHUTTING_DOWN);
            assertThat(fixture.closes).containsExactly(CloseReason.SERVER_SHUTTING_DOWN);
        }
    }

    @Nested
    class Sending {

        @Test
        void packetsGoOneAtATimeAndInOrder() {
            EngineConnection connection = fixture.connect(webSocket);
            webSocket.hold();
            connection.send(Packet.message("1"));
            connection.send(List.of(Packet.message("2"), Packet.message("3")));
            assertThat(webSocket.writesInFlight()).isEqualTo(1);
            IntStream.range(0, 3).forEach(i -> webSocket.finishWrite(true));

            assertThat(webSocket.sent()).endsWith("41", "42", "43");
            assertThat(webSocket.writesInFlight()).isZero();
        }

        @Test
        void aPollGetsAllThereIs() {
            EngineConnection connection = fixture.polling();
            connection.send(Packet.message("1"));
            connection.send(Packet.message(new byte[] {1}));
            RecordingPoll poll = new RecordingPoll();
            connection.poll(poll);

            assertThat(poll.received()).containsExactly("41", "bAQ==");
        }

        @Test
        void aWaitingPollIsAnsweredByTheNextPacket() {
            EngineConnection connection = fixture.polling();
            RecordingPoll poll = new RecordingPoll();
            connection.poll(poll);
            assertThat(poll.isWaiting()).isTrue();
            connection.send(Packet.message("1"));

            assertThat(poll.received()).containsExactly("41");
        }

        @Test
        void aClientThatDoesNotKeepUpLosesItsConnectionAndNothingIsKeptForIt() {
            EngineConnection connection = fixture.polling();
            IntStream.range(0, 5).forEach(i -> connection.send(Packet.message("x")));
            assertThat(fixture.closes).isEmpty();
            connection.send(Packet.message("one too many"));

            assertThat(fixture.closes).containsExactly(CloseReason.SLOW_CONSUMER);
            assertThat(fixture.server.size()).isZero();
        }

        @Test
        void volatilePacketsAreDroppedBeforeThat() {
            EngineConnection connection = fixture.polling();
            IntStream.range(0, 50)
                    .forEach(i -> connection.send(Packet.message("x").asVolatile()));

            assertThat(connection.isOpen()).isTrue();
        }

        @Test
        void aWriteThatStallsEndsTheConnection() {
            EngineConnection connection = fixture.connect(webSocket);
            webSocket.hold();
            connection.send(Packet.message("x"));
            connection.cutIfStalled(System.nanoTime() + Duration.ofSeconds(9).toNanos());
            assertThat(connection.isOpen()).isTrue();
            connection.cutIfStalled(System.nanoTime() + Duration.ofSeconds(11).toNanos());

            assertThat(fixture.closes).containsExactly(CloseReason.SLOW_CONSUMER);
            assertThat(webSocket.closed()).contains(CloseReason.SLOW_CONSUMER);
        }

        @Test
        void anIdleConnectionIsNotStalled() {
            EngineConnection connection = fixture.connect(webSocket);
            connection.cutIfStalled(System.nanoTime() + Duration.ofDays(1).toNanos());

            assertThat(connection.isOpen()).isTrue();
        }

        @Test
        void aWriteThatFailsEndsTheConnection() {
            EngineConnection connection = fixture.connect(webSocket);
            webSocket.hold();
            connection.send(Packet.message("x"));
            webSocket.finishWrite(false);

            assertThat(fixture.closes).containsExactly(CloseReason.TRANSPORT_ERROR);
            assertThat(fixture.server.size()).isZero();
        }
    }

    @Nested
    class Receiving {

        @Test
        void messagesReachTheHandlerInOrder() {
            EngineConnection connection = fixture.connect(webSocket);
            connection.receive(webSocket, "4a");
            connection.receive(webSocket, "bAQI=");
            connection.receive(webSocket, "4b");

            assertThat(fixture.messages).containsExactly("a", "2 bytes", "b");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "9", "b!"})
        void garbageIsAParseError(String garbage) {
            EngineConnection connection = fixture.connect(webSocket);

            assertThat(connection.receive(webSocket, garbage)).isFalse();
            assertThat(fixture.closes).containsExactly(CloseReason.PARSE_ERROR);
        }

        @Test
        void aPingOfAClientIsAgainstTheRules() {
            fixture.connect(webSocket).receive(webSocket, "2");

            assertThat(fixture.closes).containsExactly(CloseReason.TRANSPORT_ERROR);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0{}", "3", "3probe", "5", "6"})
        void packetsWithoutMeaningAreIgnored(String packet) {
            EngineConnection connection = fixture.connect(webSocket);
            connection.receive(webSocket, packet);

            assertThat(connection.isOpen()).isTrue();
            assertThat(fixture.messages).isEmpty();
        }

        @Test
        void aHandlerThatFailsCostsItsOwnConnection() {
            EngineConnection other = fixture.connect(new MemoryTransport(TransportName.WEBSOCKET));
            fixture.connect(webSocket).receive(webSocket, "4fail");

            assertThat(fixture.closes).containsExactly(CloseReason.FORCED_CLOSE);
            assertThat(other.isOpen()).isTrue();
        }

        @Test
        void nothingIsDeliveredAfterTheEnd() {
            EngineConnection connection = fixture.connect(webSocket);
            connection.close(CloseReason.FORCED_CLOSE);
            connection.receive(webSocket, "4late");

            assertThat(fixture.messages).isEmpty();
        }
    }

    @Nested
    class Closing {

        @Test
        void aWebSocketIsClosedAfterWhatIsQueued() {
            EngineConnection connection = fixture.connect(webSocket);
            webSocket.hold();
            connection.send(Packet.message("1"));
            connection.send(Packet.message("2"));
            connection.close(CloseReason.FORCED_CLOSE);
            connection.send(Packet.message("too late"));

            assertThat(fixture.closes).containsExactly(CloseReason.FORCED_CLOSE);
            webSocket.finishWrite(true);
            assertThat(webSocket.closed()).isEmpty();
            webSocket.finishWrite(true);
            assertThat(webSocket.sent()).endsWith("41", "42");
            assertThat(webSocket.closed()).contains(CloseReason.FORCED_CLOSE);
            assertThat(fixture.server.size()).isZero();
        }

        @Test
        void aClosingConnectionWaitsForItsClientOnlySoLong() {
            EngineConnection connection = fixture.connect(webSocket);
            webSocket.hold();
            connection.send(Packet.message("1"));
            connection.close(CloseReason.FORCED_CLOSE);
            fixture.clock.pass(Duration.ofSeconds(9));
            assertThat(fixture.server.size()).isEqualTo(1);
            fixture.clock.pass(Duration.ofSeconds(2));

            assertThat(fixture.server.size()).isZero();
            assertThat(webSocket.closed()).contains(CloseReason.FORCED_CLOSE);
            assertThat(fixture.closes).hasSize(1);
        }

        @Test
        void aClosingConnectionWaitsNoLongerWhenItsTransportIsGone() {
            EngineConnection connection = fixture.connect(webSocket);
            webSocket.hold();
            connection.send(Packet.message("1"));
            connection.close(CloseReason.FORCED_CLOSE);
            connection.fail(webSocket, CloseReason.TRANSPORT_CLOSE);

            assertThat(fixture.server.size()).isZero();
            assertThat(fixture.closes).containsExactly(CloseReason.FORCED_CLOSE);
        }

        @Test
        void aWaitingPollEndsWithAClosePacket() {
            EngineConnection connection = fixture.polling();
            RecordingPoll poll = new RecordingPoll();
            connection.poll(poll);
            connection.close(CloseReason.FORCED_CLOSE);

            assertThat(poll.received()).containsExactly("1");
            assertThat(fixture.server.size()).isZero();
        }

        @Test
        void aPollingClientFetchesItsLastPacketsAndThenIsUnknown() {
            EngineConnection connection = fixture.polling();
            connection.send(Packet.message("last words"));
            connection.close(CloseReason.FORCED_CLOSE);
            RecordingPoll poll = new RecordingPoll();
            RecordingPoll late = new RecordingPoll();
            connection.poll(poll);
            connection.poll(late);

            assertThat(poll.received()).containsExactly("4last words", "1");
            assertThat(late.refusal()).contains(EngineError.UNKNOWN_SID);
            assertThat(fixture.server.size()).isZero();
        }

        @Test
        void aPollingClientThatClosesHasItsWaitingPollEndedWithANoop() {
            EngineConnection connection = fixture.polling();
            RecordingPoll poll = new RecordingPoll();
            connection.poll(poll);
            connection.receive(connection.polling().orElseThrow(), "1");

            assertThat(poll.received()).containsExactly("6");
            assertThat(fixture.closes).containsExactly(CloseReason.TRANSPORT_CLOSE);
            assertThat(fixture.server.size()).isZero();
        }

        @Test
        void aClosePacketOfAClientDoesNotTakeBackWhatAClosingServerHasToSay() {
            EngineConnection connection = fixture.polling();
            connection.close(CloseReason.FORCED_CLOSE);
            connection.receive(connection.polling().orElseThrow(), "1");
            RecordingPoll poll = new RecordingPoll();
            connection.poll(poll);

            assertThat(poll.received()).containsExactly("1");
            assertThat(fixture.server.size()).isZero();
        }

        @Test
        void aSecondPollEndsTheConnectionAndBothPolls() {
            EngineConnection connection = fixture.polling();
            RecordingPoll first = new RecordingPoll();
            RecordingPoll second = new RecordingPoll();
            connection.poll(first);
            connection.poll(second);

            assertThat(first.received()).containsExactly("1");
            assertThat(second.refusal()).contains(EngineError.BAD_REQUEST);
            assertThat(fixture.closes).containsExactly(CloseReason.TRANSPORT_ERROR);
        }

        @Test
        void aHandlerThatFailsAtTheEndHarmsNobody() {
            EngineServer server = new EngineServer(
                    EngineOptions.defaults(),
                    connection -> onCloseOnly(() -> {
                        throw new IllegalStateException("on purpose");
                    }),
                    fixture.clock.wheel(),
                    Runnable::run);
            EngineConnection connection = server.connect(EngineFixture.HANDSHAKE, webSocket);

            assertThatCode(() -> connection.abort(CloseReason.FORCED_CLOSE)).doesNotThrowAnyException();
            assertThat(server.size()).isZero();
        }
    }

    @Nested
    class Upgrading {

        private final EngineConnection connection = fixture.polling();

        @Test
        void isProbedAndThenTakesTheQueueOver() {
            connection.beginUpgrade(webSocket);
            connection.receive(webSocket, "2probe");
            connection.send(Packet.message("1"));
            assertThat(webSocket.sent()).containsExactly("3probe");
            connection.receive(webSocket, "5");
            connection.send(Packet.message("2"));

            assertThat(webSocket.sent()).containsExactly("3probe", "41", "42");
            assertThat(connection.transport()).isEqualTo(TransportName.WEBSOCKET);
        }

        @Test
        void aWaitingPollIsEndedWithANoop() {
            RecordingPoll poll = new RecordingPoll();
            connection.poll(poll);
            connection.beginUpgrade(webSocket);
            connection.receive(webSocket, "2probe");

            assertThat(poll.received()).containsExactly("6");
        }

        @Test
        void aPollThatComesLaterIsEndedSoon() {
            connection.beginUpgrade(webSocket);
            connection.receive(webSocket, "2probe");
            RecordingPoll poll = new RecordingPoll();
            connection.poll(poll);
            assertThat(poll.isWaiting()).isTrue();
            fixture.clock.pass(Duration.ofMillis(100));

            assertThat(poll.received()).containsExactly("6");
        }

        @Test
        void aPollThatStillWaitsIsRefusedWhenItIsDone() {
            connection.beginUpgrade(webSocket);
            connection.receive(webSocket, "2probe");
            RecordingPoll poll = new RecordingPoll();
            connection.poll(poll);
            connection.receive(webSocket, "5");

            assertThat(poll.refusal()).contains(EngineError.BAD_REQUEST);
            assertThat(connection.isOpen()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"5", "4too early", "2", "2probe!", "bMnByb2Jl", "x", ""})
        void whatIsNoProbeEndsItsWebSocketAndNothingElse(String packet) {
            connection.beginUpgrade(webSocket);
            connection.receive(webSocket, packet);

            assertThat(webSocket.closed()).isPresent();
            assertThat(connection.isOpen()).isTrue();
            assertThat(connection.transport()).isEqualTo(TransportName.POLLING);
            assertThat(fixture.messages).isEmpty();
        }

        @Test
        void aSecondProbeIsNotAnswered() {
            connection.beginUpgrade(webSocket);
            connection.receive(webSocket, "2probe");
            connection.receive(webSocket, "2probe");

            assertThat(webSocket.sent()).containsExactly("3probe");
            assertThat(webSocket.closed()).isPresent();
            assertThat(connection.isOpen()).isTrue();
        }

        @Test
        void thereIsOneAtATime() {
            assertThat(connection.beginUpgrade(webSocket)).isTrue();
            assertThat(connection.beginUpgrade(new MemoryTransport(TransportName.WEBSOCKET)))
                    .isFalse();
        }

        @Test
        void endsWhenItTakesTooLong() {
            connection.beginUpgrade(webSocket);
            fixture.clock.pass(Duration.ofSeconds(11));

            assertThat(webSocket.closed()).isPresent();
            assertThat(connection.isOpen()).isTrue();
            assertThat(connection.beginUpgrade(new MemoryTransport(TransportName.WEBSOCKET)))
                    .isTrue();
        }

        @Test
        void aFinishedOneIsNotTimedOut() {
            connection.beginUpgrade(webSocket);
            connection.receive(webSocket, "2probe");
            connection.receive(webSocket, "5");
            fixture.clock.pass(Duration.ofSeconds(11));

            assertThat(connection.isOpen()).isTrue();
            assertThat(webSocket.closed()).isEmpty();
        }

        @Test
        void losingThePollThatWasLeftBehindIsNoLoss() {
            Runnable lostPoll = connection.lostPoll();
            connection.beginUpgrade(webSocket);
            connection.receive(webSocket, "2probe");
            connection.receive(webSocket, "5");
            lostPoll.run();

            assertThat(connection.isOpen()).isTrue();
        }

        @Test
        void theConnectionsEndEndsTheProbeToo() {
            connection.beginUpgrade(webSocket);
            connection.close(CloseReason.FORCED_CLOSE);

            assertThat(webSocket.closed()).isPresent();
        }
    }

    private static ConnectionHandler onCloseOnly(Runnable onClose) {
        return new ConnectionHandler() {
            @Override
            public void onText(String data) {}

            @Override
            public void onBinary(byte[] data) {}

            @Override
            public void onClose(CloseReason reason) {
                onClose.run();
            }
        };
    }
}
