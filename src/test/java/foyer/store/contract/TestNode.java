package foyer.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import foyer.cluster.Bus;
import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.lifecycle.ConnectOutcome;
import foyer.lifecycle.ConnectOutcome.Arrived;
import foyer.lifecycle.DisconnectOutcome;
import foyer.lifecycle.HeldSocket;
import foyer.lifecycle.Stores;
import foyer.presence.Presence;
import foyer.room.Room;
import foyer.room.SearchOutcome;
import foyer.room.SearchOutcome.Matched;
import foyer.stats.Stats;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A node on the store under test, spoken to in the names of guests: {@code ann} has the session {@code ann} and the user id {@code guest_ann}. */
public final class TestNode {

    private static final int ANY = 0;

    private final Stores stores;
    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private final AtomicInteger gaps = new AtomicInteger();

    /** A node that is not started, or has been already. */
    public static TestNode of(Stores stores) {
        return new TestNode(stores);
    }

    /** A node that is started now. */
    public static TestNode started(Stores stores) {
        return new TestNode(stores).started();
    }

    private TestNode(Stores stores) {
        this.stores = stores;
        stores.bus().listen(new Bus.Listener() {
            @Override
            public void onLetter(Letter letter) {
                letters.add(letter);
            }

            @Override
            public void onGap() {
                gaps.incrementAndGet();
            }
        });
    }

    /** Starts it, and joins as soon as the store is there. */
    public TestNode started() {
        stores.start();
        await().until(() -> stores.isUp() && stores.bus().isUp());
        stores.leases().join();
        return this;
    }

    public Stores stores() {
        return stores;
    }

    public NodeId self() {
        return stores.leases().self();
    }

    /** The letters that have arrived so far, in their order, without those of the tests' own. */
    public List<Letter> letters() {
        return letters.stream()
                .filter(letter ->
                        !letter.kind().equals("mark") && !letter.kind().equals("joined"))
                .toList();
    }

    /** The letters that have arrived, once all that was sent by the other node before now is among them. */
    public List<Letter> lettersFrom(TestNode other) {
        Letter mark = new Letter("mark", "x", Long.toString(System.nanoTime()));
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            other.stores.bus().send(self(), mark);
            return letters.contains(mark);
        });
        return letters();
    }

    public int gaps() {
        return gaps.get();
    }

    // ---- guests ----

    public GuestSession create(String name) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        GuestSession session = new GuestSession(
                name, "guest_" + name, name, Profile.EMPTY, Optional.empty(), now, now.plus(StoreFixture.LIFETIME));
        stores.guests().create(session);
        return session;
    }

    public void speaks(String name, String language) {
        stores.guests().updateProfile(name, new Profile(Optional.empty(), Optional.empty(), Optional.of(language)));
    }

    /** Creates these guests, and opens a socket for each: {@code ann-socket}. */
    public void online(String... names) {
        for (String name : names) {
            create(name);
            arrive(name, name + "-socket");
        }
    }

    public ConnectOutcome connect(String name, String socketId) {
        return stores.connections().connect(name, "guest_" + name, socketId, ANY);
    }

    public Arrived arrive(String name, String socketId) {
        ConnectOutcome outcome = connect(name, socketId);
        assertThat(outcome).isInstanceOf(Arrived.class);
        return (Arrived) outcome;
    }

    public DisconnectOutcome disconnect(String name, String socketId) {
        return disconnect(name, socketId, Duration.ZERO);
    }

    public DisconnectOutcome disconnect(String name, String socketId, Duration grace) {
        return stores.connections().disconnect(name, "guest_" + name, socketId, grace);
    }

    /** Closes {@code ann-socket}, which is ann's last. */
    public void offline(String name) {
        assertThat(disconnect(name, name + "-socket")).isInstanceOf(DisconnectOutcome.Last.class);
    }

    public Presence presence(String name) {
        return stores.presences().find("guest_" + name).orElseThrow();
    }

    public Stats stats() {
        return stores.statistics().stats();
    }

    public HeldSocket held(String name, String socketId) {
        return new HeldSocket(stores.guests().find(name).orElseThrow(), socketId);
    }

    // ---- rooms ----

    public SearchOutcome search(String name) {
        return stores.rooms().search("guest_" + name);
    }

    /** Lets two, who are online and wait for nobody yet, meet. */
    public Room meet(String one, String other) {
        search(one);
        return matched(search(other));
    }

    public static Room matched(SearchOutcome outcome) {
        assertThat(outcome).isInstanceOf(Matched.class);
        return ((Matched) outcome).room();
    }

    public static String partnerOf(String name, SearchOutcome outcome) {
        return matched(outcome).partnerOf("guest_" + name).username();
    }
}
