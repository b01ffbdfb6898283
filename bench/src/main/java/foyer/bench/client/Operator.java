package foyer.bench.client;

import foyer.bench.net.Http;
import foyer.bench.net.Loop;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Somebody with an operator's token. */
public final class Operator implements AutoCloseable {

    private final Http http;
    private final String authorization;

    /** @param token of an operator */
    public Operator(Loop loop, InetSocketAddress server, String token) {
        this.http = new Http(loop, server, 1);
        this.authorization = "Authorization: Bearer " + token;
    }

    /**
     * {@code POST /api/admin/notice}: tells all guests something.
     *
     * @param failed is told why it could not be
     */
    public void tellEverybody(String message, Consumer<String> failed) {
        http.post("/api/admin/notice", authorization, "{\"message\":\"" + message + "\"}", answer -> {
            if (answer.status() != 200) {
                failed.accept("POST /api/admin/notice: " + answer.status() + " " + answer.body());
            }
        });
    }

    @Override
    public void close() {
        http.close();
    }
}
