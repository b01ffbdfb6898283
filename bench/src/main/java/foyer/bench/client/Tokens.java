package foyer.bench.client;

import foyer.bench.net.Http;
import foyer.bench.net.Loop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gets tokens from {@code POST /api/guest}; of a server without tokens, empty ones. */
public final class Tokens implements AutoCloseable {

    private static final int CONNECTIONS = 16;
    private static final String START = "\"token\":\"";

    private final Loop loop;
    private final Http http;
    private final boolean wanted;
    private int names;

    /** @param wanted whether the server has tokens at all */
    public Tokens(Loop loop, InetSocketAddress server, boolean wanted) {
        this.loop = loop;
        this.http = new Http(loop, server, CONNECTIONS);
        this.wanted = wanted;
    }

    /**
     * Asks for one.
     *
     * @param then gets the token, or says why there is none
     */
    public void next(Consumer<String> then, Consumer<String> failed) {
        if (!wanted) {
            then.accept("");
            return;
        }
        http.post("/api/guest", "", "{\"username\":\"bench" + ++names % 1_000_000 + "\"}", answer -> {
            int start = answer.body().indexOf(START);
            if (answer.status() != 201 || start < 0) {
                failed.accept("POST /api/guest: " + answer.status() + " " + answer.body());
                return;
            }
            start += START.length();
            then.accept(answer.body().substring(start, answer.body().indexOf('"', start)));
        });
    }

    /** As many as wanted, waited for. */
    public List<String> take(int count) {
        List<String> tokens = new ArrayList<>(count);
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next(tokens::add, failures::add);
        }
        boolean all = loop.runUntil(() -> tokens.size() + failures.size() == count, Duration.ofSeconds(60));
        if (!all || !failures.isEmpty()) {
            throw new IllegalStateException("Of " + count + " tokens " + tokens.size() + " came; " + failures.size()
                    + " failures: " + failures.stream().findFirst().orElse("none"));
        }
        return tokens;
    }

    @Override
    public void close() {
        http.close();
    }
}
