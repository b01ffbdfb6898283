package foyer.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import foyer.testing.RestClient;
import foyer.testing.RestClient.Answer;
import foyer.testing.Visitor;
import foyer.testing.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;

/** Deploys Foyer again and again, each time with a room of two guests in it, and looks for what is left. */
final class Redeployments {

    /** For what a server makes once: pools, caches. */
    private static final int FIRST = 3;

    private static final int ROUNDS = 20;

    /** Pools of the server may be larger by some threads than they were; not by one for each round. */
    private static final long SLACK = ROUNDS / 2;

    private static final long TIMERS_OF_PAYARA = 20;

    /**
     * Some of the latest stay for a while, and others take their place; a leak would be one for each round. Java keeps three at most:
     * the record whose {@code equals}, {@code hashCode} or {@code toString} was linked last, in a cache of {@code ObjectMethods}. And a
     * thread of the server may keep the last request that it had ({@link Watch#look} gives it another one, but it may take some
     * looks until each has had its turn), or ({@code glassfish-web-async-thread-1} of Payara) the class loader of the deployment for which it was
     * started.
     */
    private static final int LATEST = 6;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String BOUNDARY = "foyer-boundary";
    private static final String FORM = "--" + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"roomId\"\r\n\r\n%s\r\n--"
            + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cat.txt\"\r\n\r\nmiaow\r\n--"
            + BOUNDARY + "--\r\n";

    private final Server server;

    /** A server that can be told to deploy Foyer, at the root context, and to undeploy it. */
    interface Server {

        /** A client of what is deployed. */
        RestClient rest();

        void deploy();

        void undeploy();
    }

    Redeployments(Server server) {
        this.server = server;
    }

    /** Asserts that they leave no thread, no MBean and no classes, and that every client is closed. */
    void run() {
        server.deploy();
        assertThat(Watch.look(server.rest()).deployments())
                .as("in memory while Foyer is deployed; some may be those of other tests")
                .isPositive();
        server.undeploy();
        rounds(FIRST);
        Watch before = Watch.look(server.rest());
        rounds(ROUNDS);
        Watch after = Watch.look(server.rest());
        System.out.printf(
                "%d redeployments: deployments in memory before %d, after %d; more threads: %s%n",
                ROUNDS, before.deployments(), after.deployments(), after.threadsSince(before));

        assertThat(after.beans()).isEmpty();
        assertThat(after.threadsSince(before))
                .allSatisfy((kind, more) ->
                        assertThat(more).as("more threads %s", kind).isLessThan(slack(kind)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Watch.look(server.rest()).deployments())
                        .as("undeployed, and still in memory")
                        .isLessThanOrEqualTo(LATEST));
    }

    private void rounds(int count) {
        for (int round = 0; round < count; round++) {
            server.deploy();
            List<Wire> guests = visit();
            server.undeploy();
            guests.forEach(Wire::awaitEnd);
            guests.get(0).cut();
        }
    }

    /** Two guests in a room, of whom one polls, with a message and a file between them. They are still there when it returns. */
    private List<Wire> visit() {
        Visitor one = Visitor.arrive(server.rest());
        Visitor other = Visitor.arrive(server.rest());
        Wire first = one.webSocket();
        Wire second = other.polling();
        first.send("42[\"user:match\"]");
        first.await("42[\"user:match:searching\"");
        second.send("42[\"user:match\"]");
        String matched = first.await("42[\"user:matched\"");
        String room = matched.replaceFirst(".*\"roomId\":\"", "").replaceFirst("\".*", "");
        second.await("42[\"user:matched\"");
        Answer upload = one.rest()
                .with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .send("POST", "/api/files/upload", BodyPublishers.ofString(String.format(FORM, room)));
        assertThat(upload.status()).as(upload.text()).isEqualTo(200);
        first.send("42[\"chat:message\",{\"type\":\"text\",\"content\":\"Look, a cat\"}]");
        second.await("42[\"chat:message\"");
        assertThat(Watch.beans(server.rest()))
                .as("Foyer's MBeans while it is deployed")
                .hasSize(1);
        return List.of(first, second);
    }

    /**
     * Payara's own executor of timers begins a thread with each use, until there are {@value #TIMERS_OF_PAYARA}; and its listeners begin one when a
     * request finds all of them busy, so that it depends on chance how many of them {@link Watch#look} meets with.
     */
    private static long slack(String kind) {
        if (kind.startsWith("http-thread-pool::")) {
            return Watch.CROWD;
        }
        return kind.equals("Executor-Service-#") ? TIMERS_OF_PAYARA : SLACK;
    }
}
