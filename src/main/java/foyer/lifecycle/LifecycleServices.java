package foyer.lifecycle;

import foyer.engineio.Timers;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What all sockets share.
 *
 * @param measures counts what happens
 * @param executor runs what may wait for the store
 */
record LifecycleServices(
        LifecycleSettings settings,
        ClientEvents events,
        Departures departures,
        Measures measures,
        Timers timers,
        Executor executor,
        Clock clock) {}
