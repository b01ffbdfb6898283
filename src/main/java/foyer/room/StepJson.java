package foyer.room;

import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import foyer.cluster.Whereabouts;
import foyer.guest.Profile;
import foyer.rest.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How rooms and steps are written, in letters and in a store. What is absent is left out.
 *
 * <pre>
 * room        {"first": member, "second": member, "since": "1767225600000123"}   since: microseconds of the epoch, as text
 * member      {"userId", "username", "location"?, "gender"?, "language"?}
 * places      {"version": 17, "nodes": "a b"}                                    the ids of nodes with a space between
 *
 * opened      {"room": room, "places": {"guest_1": places, "guest_2": places}}
 * closed      {"room": room, "userId", "reason": "user_left", "exit": "LEFT", "cleared": false, "lastSeen"?: 1767225600000}
 * here        {"userId", "places": places, "room"?: room, "back": true}
 * gone        {"userId", "places": places, "room"?: room, "away": true, "graceMs": 5000}
 * </pre>
 */
public final class StepJson {

    private static final long MICROS = 1_000_000;

    private StepJson() {}

    /** The body of the letter. */
    public static String write(Step step) {
        JsonObjectBuilder json = Json.object();
        if (step instanceof Step.Opened opened) {
            JsonObjectBuilder places = Json.object();
            opened.places().forEach((userId, where) -> places.add(userId, of(where)));
            json.add("room", of(opened.room())).add("places", places);
        } else if (step instanceof Step.Closed closed) {
            Exit exit = closed.exit();
            json.add("room", of(closed.room()))
                    .add("userId", exit.userId())
                    .add("reason", exit.reason().wireName())
                    .add("exit", exit.kind().name())
                    .add("cleared", exit.cleared());
            closed.offlineSince().ifPresent(time -> json.add("lastSeen", time.toEpochMilli()));
        } else if (step instanceof Step.Here here) {
            json.add("userId", here.userId()).add("places", of(here.places())).add("back", here.back());
            here.room().ifPresent(room -> json.add("room", of(room)));
        } else if (step instanceof Step.Gone gone) {
            json.add("userId", gone.userId())
                    .add("places", of(gone.places()))
                    .add("away", gone.away())
                    .add("graceMs", gone.grace().toMillis());
            gone.room().ifPresent(room -> json.add("room", of(room)));
        }
        return json.build().toString();
    }

    /**
     * Reads a letter.
     *
     * @throws IllegalArgumentException if it is of another kind
     * @throws RuntimeException if its body is not as it should be
     */
    public static Step read(Letter letter) {
        JsonObject json = Json.parse(letter.body());
        return switch (letter.kind()) {
            case Step.Opened.KIND -> {
                JsonObject all = json.getJsonObject("places");
                Map<String, Whereabouts> places = new HashMap<>();
                all.keySet().forEach(userId -> places.put(userId, places(all.getJsonObject(userId))));
                yield new Step.Opened(room(json.getJsonObject("room")), places);
            }
            case Step.Closed.KIND ->
                new Step.Closed(
                        room(json.getJsonObject("room")),
                        new Exit(
                                json.getString("userId"),
                                ClosedReason.valueOf(json.getString("reason").toUpperCase(Locale.ROOT)),
                                Exit.Kind.valueOf(json.getString("exit")),
                                json.getBoolean("cleared")),
                        json.containsKey("lastSeen")
                                ? Optional.of(Instant.ofEpochMilli(
                                        json.getJsonNumber("lastSeen").longValue()))
                                : Optional.empty());
            case Step.Here.KIND ->
                new Step.Here(
                        json.getString("userId"),
                        places(json.getJsonObject("places")),
                        optionalRoom(json),
                        json.getBoolean("back"));
            case Step.Gone.KIND ->
                new Step.Gone(
                        json.getString("userId"),
                        places(json.getJsonObject("places")),
                        optionalRoom(json),
                        json.getBoolean("away"),
                        Duration.ofMillis(json.getJsonNumber("graceMs").longValue()));
            default -> throw new IllegalArgumentException("no step: " + letter.kind());
        };
    }

    /** A room. */
    public static JsonObject of(Room room) {
        return Json.object()
                .add("first", of(room.first()))
                .add("second", of(room.second()))
                .add("since", since(room))
                .build();
    }

    /** When the two were matched, in microseconds of the epoch: what tells one meeting of them from another. */
    public static String since(Room room) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, room.since()));
    }

    /** The moment of that many microseconds of the epoch. */
    public static Instant since(String micros) {
        long since = Long.parseLong(micros);
        return Instant.ofEpochSecond(Math.floorDiv(since, MICROS), Math.floorMod(since, MICROS) * 1000);
    }

    /** Reads what {@link #of(Room)} has written. */
    public static Room room(JsonObject json) {
        return new Room(
                member(json.getJsonObject("first")),
                member(json.getJsonObject("second")),
                since(json.getString("since")));
    }

    /** A member of a room. */
    public static JsonObject of(Member member) {
        JsonObjectBuilder json = Json.object().add("userId", member.userId()).add("username", member.username());
        member.profile().location().ifPresent(text -> json.add("location", text));
        member.profile().gender().ifPresent(text -> json.add("gender", text));
        member.profile().language().ifPresent(text -> json.add("language", text));
        return json.build();
    }

    /** Reads what {@link #of(Member)} has written. */
    public static Member member(JsonObject json) {
        return new Member(
                json.getString("userId"),
                json.getString("username"),
                new Profile(text(json, "location"), text(json, "gender"), text(json, "language")));
    }

    private static JsonObject of(Whereabouts where) {
        return Json.object()
                .add("version", where.version())
                .add("nodes", where.nodes().stream().map(NodeId::value).sorted().collect(Collectors.joining(" ")))
                .build();
    }

    private static Whereabouts places(JsonObject json) {
        Set<NodeId> nodes = Arrays.stream(json.getString("nodes").split(" "))
                .filter(id -> !id.isEmpty())
                .map(NodeId::new)
                .collect(Collectors.toUnmodifiableSet());
        return new Whereabouts(json.getJsonNumber("version").longValue(), nodes);
    }

    private static Optional<Room> optionalRoom(JsonObject json) {
        return Optional.ofNullable(json.getJsonObject("room")).map(StepJson::room);
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name, null));
    }
}
