package foyer.room;

import foyer.rest.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The servers that help a call's media, as {@code RTCPeerConnection} takes them. TURN servers relay for whoever has a
 * password: each guest gets one of its own that ends, made from the shared secret as draft-uberti-behave-turn-rest has
 * it. Any thread may use it.
 */
public final class IceServers {

    /** Longer than anybody talks; the password is asked for anew with each call. */
    static final Duration LIFETIME = Duration.ofHours(12);

    private static final String ALGORITHM = "HmacSHA1";

    private final CallSettings settings;

    public IceServers(CallSettings settings) {
        this.settings = settings;
    }

    /** Those of a guest, from now on. */
    public JsonArray of(String userId, Instant now) {
        JsonArrayBuilder servers = Json.array();
        List<String> stun = settings.iceServers().stream()
                .filter(server -> !CallSettings.isTurn(server))
                .toList();
        List<String> turn =
                settings.iceServers().stream().filter(CallSettings::isTurn).toList();
        if (!stun.isEmpty()) {
            servers.add(urls(stun));
        }
        settings.turnSecret().filter(secret -> !turn.isEmpty()).ifPresent(secret -> {
            String username = now.plus(LIFETIME).getEpochSecond() + ":" + userId;
            servers.add(urls(turn).add("username", username).add("credential", sign(secret, username)));
        });
        return servers.build();
    }

    private static JsonObjectBuilder urls(List<String> addresses) {
        JsonArrayBuilder urls = Json.array();
        addresses.forEach(urls::add);
        return Json.object().add("urls", urls);
    }

    private static String sign(String secret, String username) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
