package foyer.room;

import foyer.config.Settings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of calls. Their media goes from browser to browser; what helps them through routers and firewalls is not Foyer.
 *
 * @param iceServers {@code foyer.call.ice-servers}: addresses of STUN and TURN servers; none reaches partners on one network
 * @param turnSecret {@code foyer.call.turn-secret}: what Foyer shares with the TURN servers, to make passwords for guests
 */
public record CallSettings(List<String> iceServers, Optional<String> turnSecret) {

    private static final Pattern ADDRESS =
            Pattern.compile("(stun|turn)s?:[A-Za-z0-9.:\\[\\]-]+(\\?transport=(udp|tcp))?");

    public CallSettings {
        iceServers = List.copyOf(iceServers);
    }

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static CallSettings read(Settings settings) {
        List<String> servers = settings.list("foyer.call.ice-servers");
        Optional<String> secret = settings.text("foyer.call.turn-secret");
        servers.stream()
                .filter(server -> !ADDRESS.matcher(server).matches())
                .forEach(server -> settings.problem(
                        "foyer.call.ice-servers",
                        "has '" + server + "' and must have addresses such as stun:stun.example.org:3478 or"
                                + " turns:turn.example.org:5349?transport=tcp"));
        if (secret.isEmpty() && servers.stream().anyMatch(CallSettings::isTurn)) {
            settings.problem(
                    "foyer.call.turn-secret",
                    "is missing: a TURN server lets nobody in without it (coturn: static-auth-secret)");
        }
        return new CallSettings(servers, secret);
    }

    static boolean isTurn(String server) {
        return server.startsWith("turn");
    }
}
