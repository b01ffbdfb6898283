package foyer.lifecycle;

import foyer.cluster.Bus;
import foyer.cluster.Leases;
import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import foyer.cluster.StoreUnavailableException;
import foyer.guest.GuestStore;
import foyer.presence.PresenceStore;
import foyer.room.RoomStore;
import foyer.stats.StatsStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A node's way to its store, which can be cut; letters can get lost. Calls are counted. */
final class Severable implements Stores, Bus {

    private final Stores stores;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean cut;
    private volatile boolean deaf;
    private Listener listener;

    Severable(Stores stores) {
        this.stores = stores;
    }

    /** From now on nothing goes out or comes in, until it is mended. */
    void cut() {
        cut = true;
    }

    /** Everything works again; what was sent meanwhile is lost, and the node knows that. */
    void mend() {
        cut = false;
        listener.onGap();
    }

    /** Letters that come are lost, without anybody noticing. */
    void deafen() {
        deaf = true;
    }

    /** Letters come again, and it is noticed that some may be missing. */
    void hearAgain() {
        deaf = false;
        listener.onGap();
    }

    /** How many calls of the store there were since the last time this was asked. */
    int takeCalls() {
        return calls.getAndSet(0);
    }

    private <T> T port(Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), Set.of(type).toArray(Class<?>[]::new), (proxy, method, args) -> {
                    if (method.getName().equals("self")) {
                        return method.invoke(port, args);
                    }
                    if (cut) {
                        throw new StoreUnavailableException("cut");
                    }
                    calls.incrementAndGet();
                    try {
                        return method.invoke(port, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public GuestStore guests() {
        return port(GuestStore.class, stores.guests());
    }

    @Override
    public ConnectionStore connections() {
        return port(ConnectionStore.class, stores.connections());
    }

    @Override
    public PresenceStore presences() {
        return port(PresenceStore.class, stores.presences());
    }

    @Override
    public StatsStore statistics() {
        return port(StatsStore.class, stores.statistics());
    }

    @Override
    public RoomStore rooms() {
        return port(RoomStore.class, stores.rooms());
    }

    @Override
    public Leases leases() {
        return port(Leases.class, stores.leases());
    }

    @Override
    public Bus bus() {
        return this;
    }

    @Override
    public void start() {
        stores.start();
    }

    @Override
    public boolean isUp() {
        return !cut && stores.isUp();
    }

    @Override
    public String kind() {
        return stores.kind();
    }

    @Override
    public Optional<String> trouble() {
        return cut ? Optional.of("cut") : stores.trouble();
    }

    @Override
    public void close() {
        stores.close();
    }

    // ---- the bus ----

    @Override
    public void send(NodeId to, Letter letter) {
        if (!cut) {
            stores.bus().send(to, letter);
        }
    }

    @Override
    public void broadcast(Letter letter) {
        if (!cut) {
            stores.bus().broadcast(letter);
        }
    }

    @Override
    public void listen(Listener who) {
        listener = who;
        stores.bus().listen(new Listener() {
            @Override
            public void onLetter(Letter letter) {
                if (!cut && !deaf) {
                    who.onLetter(letter);
                }
            }

            @Override
            public void onGap() {
                who.onGap();
            }
        });
    }
}
