import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Run by Maven beside the server that holds its foreground: waits until the application answers, then prints where.
 * Its argument is the port. It ends with Maven, not by itself: Maven would print a line about that below the address.
 */
final class Announce {

    /** The server prints its own summary just after the application's first answer: the address is to come last. */
    private static final Duration SUMMARY = Duration.ofSeconds(1);

    public static void main(String[] arguments) throws InterruptedException {
        URI address = URI.create("http://localhost:" + arguments[0]);
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        while (!answers(client, address)) {
            Thread.sleep(250);
        }
        Thread.sleep(SUMMARY.toMillis());
        System.out.println("\nFoyer runs at " + address + " - stop it with Ctrl+C");
        Thread.currentThread().join();
    }

    private static boolean answers(HttpClient client, URI address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/health/started"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
