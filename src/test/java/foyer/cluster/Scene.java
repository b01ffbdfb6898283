package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.Visitor;
import foyer.testing.Wire;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.TestCluster;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A room of two that ends by two deeds. One of its members has a tab at the first and another at the second node, its partner is at
 * the third.
 */
final class Scene {

    /** So much earlier comes who comes first; longer than a tick of a node's clockwork. */
    private static final Duration HEAD_START = Duration.ofMillis(150);

    /** What a scene that needs no preparation takes to begin. */
    private static final Duration SOON = Duration.ofMillis(200);

    /** Within which a token that ends can be given to everybody. */
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private final TestCluster cluster;
    private final String operatorToken;
    private final Deed one;
    private final Deed other;
    private final Order order;
    private final Meeting meeting;
    private final Guest tab;
    private final List<Guest> more = new CopyOnWriteArrayList<>();
    private final List<Running> deeds = new ArrayList<>();

    /** With the token it has now, which may be one that ends soon. */
    private Visitor visitor;

    /** Which of the two deeds comes first. */
    enum Order {
        ONE_FIRST,
        AT_ONCE,
        OTHER_FIRST
    }

    /** What may happen to a guest, or be done by it or its partner. */
    enum Deed {
        /** The token of both tabs and the session are over: the tabs are closed by their nodes, each by its clock. */
        EXPIRE {
            @Override
            void prepare(Scene scene, Instant moment) {
                scene.endSessionAt(moment);
            }

            @Override
            void of(Scene scene) {
                // The nodes do it.
            }

            @Override
            void assertDone(Scene scene) {
                assertThat(List.of(scene.meeting.one(), scene.tab)).allSatisfy(tab -> {
                    assertThat(tab.isOpen()).isFalse();
                    assertThat(tab.heard("session:expired")).hasSize(1);
                });
            }
        },
        /** Both tabs are closed. */
        VANISH {
            @Override
            void of(Scene scene) {
                scene.meeting.one().cut();
                scene.tab.cut();
            }
        },
        /** Both tabs say goodbye. */
        DISCONNECT {
            @Override
            void of(Scene scene) {
                scene.meeting.one().disconnect();
                scene.tab.disconnect();
            }
        },
        LEAVE {
            @Override
            void of(Scene scene) {
                scene.tab.emit("leave-room");
            }

            @Override
            void assertDone(Scene scene) {
                assertThat(scene.partner().heard("room:closed"))
                        .allSatisfy(closed -> assertThat(closed.text("reason")).isEqualTo("user_left"));
            }
        },
        /** The session is ended over REST at the second node. */
        END_SESSION {
            @Override
            void of(Scene scene) {
                int status = scene.visitor
                        .at(scene.cluster.node(1).rest())
                        .rest()
                        .delete("/api/guest/me")
                        .status();
                assertThat(status).isIn(scene.isFirst(this) ? List.of(204) : List.of(204, 401));
            }
        },
        /** An operator sends the guest away, at the third node, which has none of its tabs. */
        KICK {
            @Override
            void of(Scene scene) {
                int status = scene.cluster
                        .node(2)
                        .rest()
                        .bearing(scene.operatorToken)
                        .post("/api/admin/guests/" + scene.visitor.userId() + "/disconnect", "")
                        .status();
                assertThat(status).isIn(scene.isFirst(this) ? List.of(200) : List.of(200, 404));
            }

            @Override
            void assertDone(Scene scene) {
                assertThat(List.of(scene.meeting.one(), scene.tab)).noneMatch(Guest::isOpen);
                assertThat(scene.partner().heard("room:closed"))
                        .allSatisfy(closed -> assertThat(closed.text("reason")).isEqualTo("admin"));
            }
        },
        /** A new tab at the third node. */
        RECONNECT {
            @Override
            void of(Scene scene) {
                try {
                    scene.more.add(
                            Guest.of(scene.visitor.at(scene.cluster.node(2).rest())));
                } catch (Wire.Refused e) {
                    // The session has ended; if it had not, that is a fault.
                    if (scene.isFirst(this)) {
                        throw e;
                    }
                }
            }
        },
        PARTNER_LEAVES {
            @Override
            void of(Scene scene) {
                scene.partner().emit("close-room");
            }

            @Override
            void assertDone(Scene scene) {
                assertThat(scene.partner().heard("room:closed")).isEmpty();
            }
        };

        /** What has to be done before the moment. */
        void prepare(Scene scene, Instant moment) {}

        /** It may fail for its socket is gone, and need not have any effect, unless it comes first. */
        abstract void of(Scene scene);

        /** That it has been effective, when it came first and all is over. */
        void assertDone(Scene scene) {}
    }

    /** A deed on its way. */
    private record Running(Deed deed, FutureTask<Void> task, Thread thread) {}

    Scene(TestCluster cluster, String operatorToken, Deed one, Deed other, Order order) {
        this.cluster = cluster;
        this.operatorToken = operatorToken;
        this.one = one;
        this.other = other;
        this.order = order;
        meeting = Meeting.between(cluster.node(0), cluster.node(2));
        visitor = meeting.one().visitor();
        tab = meeting.one().again(cluster.node(1));
        tab.await("user:matched");
    }

    /** When two deeds can be done in scenes that are not prepared yet; a token ends in whole seconds. */
    static Instant momentFor(Deed one, Deed other) {
        return one == Deed.EXPIRE || other == Deed.EXPIRE
                ? Instant.now().plus(A_WHILE).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1)
                : Instant.now().plus(SOON);
    }

    void prepare(Instant moment) {
        one.prepare(this, moment);
        other.prepare(this, moment);
    }

    /** At that moment the one deed is done; the other one then, or a little before or after it. */
    void begin(Instant moment) {
        assertThat(Instant.now()).as("it is not too late for %s", this).isBefore(moment.minus(HEAD_START));
        begin(one, moment);
        begin(
                other,
                switch (order) {
                    case ONE_FIRST -> moment.plus(HEAD_START);
                    case AT_ONCE -> moment;
                    case OTHER_FIRST -> moment.minus(HEAD_START);
                });
    }

    private void begin(Deed deed, Instant when) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            while (Instant.now().isBefore(when)) {
                LockSupport.parkNanos(Duration.between(Instant.now(), when).toNanos());
            }
            deed.of(this);
            return null;
        });
        Thread thread = new Thread(task, deed + " of " + this);
        thread.setDaemon(true);
        thread.start();
        deeds.add(new Running(deed, task, thread));
    }

    /** Waits for both; says of one that hangs where it does. */
    void awaitDeeds(Duration patience) {
        for (Running each : deeds) {
            try {
                each.task().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                String stack = Arrays.stream(each.thread().getStackTrace())
                        .map(frame -> "    at " + frame)
                        .collect(Collectors.joining("\n"));
                each.thread().interrupt();
                throw new AssertionError(each.thread().getName() + " is not done after " + patience + ":\n" + stack, e);
            } catch (ExecutionException e) {
                // The other deed was faster: its socket is gone.
                if (!(e.getCause() instanceof UncheckedIOException) || isFirst(each.deed())) {
                    throw new AssertionError(each.thread().getName(), e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private boolean isFirst(Deed deed) {
        return order == Order.ONE_FIRST && deed == one || order == Order.OTHER_FIRST && deed == other;
    }

    private boolean has(Deed... any) {
        return Stream.of(any).anyMatch(deed -> deed == one || deed == other);
    }

    /** As if the guest had come so long ago that its token and its session end then. */
    private void endSessionAt(Instant moment) {
        visitor = cluster.operator().withTokenUntil(visitor, moment);
        for (Guest each : List.of(meeting.one(), tab)) {
            each.emit("auth:refresh", "{\"token\":\"" + visitor.token() + "\"}");
            each.settle();
        }
        cluster.redis()
                .command("HSET", "foyer:guest:" + visitor.sessionId(), "expires", Long.toString(moment.toEpochMilli()));
    }

    /** Whether the room may be open afterwards: whoever is back in time goes on in it. */
    boolean mayGoOn() {
        return has(Deed.RECONNECT) && has(Deed.VANISH, Deed.DISCONNECT, Deed.KICK);
    }

    /** Whether the partner may have gone before it could be told that the other one has. */
    boolean partnerLeaves() {
        return has(Deed.PARTNER_LEAVES);
    }

    void assertThatTheFirstWasDone() {
        Stream.of(one, other).filter(this::isFirst).forEach(deed -> deed.assertDone(this));
    }

    Guest partner() {
        return meeting.other();
    }

    String roomId() {
        return meeting.roomId();
    }

    /** How many sockets Redis knows of the guest. */
    int sockets() {
        return ((List<?>) cluster.redis().command("HVALS", "foyer:sockets:" + visitor.userId())).size();
    }

    /** How many sockets the guest has. */
    int openTabs() {
        return (int) Stream.concat(Stream.of(meeting.one(), tab), more.stream())
                .filter(Guest::isOpen)
                .count();
    }

    boolean isKeyOfItsRoom(String key) {
        return key.startsWith("room")
                && (key.contains(visitor.userId()) || key.contains(partner().id()));
    }

    /** Nobody is left of it. */
    void cleanUp() {
        meeting.close();
    }

    @Override
    public String toString() {
        return one + " and " + other + ", " + order;
    }
}
