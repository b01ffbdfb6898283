package foyer.room;

import foyer.edge.EventRefused;
import foyer.edge.Refusal;
import foyer.rest.Json;
import foyer.socketio.Event;
import foyer.socketio.JsonMembers;
import foyer.socketio.Message;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.util.List;

/**
 * Passes chat and call signals on to the partner. The hot path: it asks no store and never waits, so it runs wherever
 * the event arrives; what it passes on it has looked at, not decoded. A partner on another node costs one letter.
 */
public final class Relay {

    private static final int MAX_MESSAGE_ID = 64;

    /** Many times what browsers send, and far below what a connection's queue holds. */
    private static final int MAX_SIGNAL = 128 * 1024;

    private final Rooms rooms;
    private final Clock clock;
    private final MessageIds ids = new MessageIds();

    public Relay(Rooms rooms, Clock clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    /** {@code chat:message}. */
    public void message(Participant sender, Event event, JsonObjectBuilder ack) throws EventRefused {
        Conversation conversation = conversationOf(sender);
        Room room = conversation.room();
        JsonMembers message = members(event);
        ChatMessage.check(message);
        String id = ids.next();
        String timestamp = Json.time(clock.instant());
        Member from = room.member(sender.guest().userId());
        Message relayed = Message.of(
                "chat:message",
                "{\"id\":\"" + id + "\",\"senderId\":\"" + from.userId() + "\",\"senderUsername\":\"" + from.username()
                        + "\",\"type\":" + message.raw("type").orElseThrow() + ",\"content\":"
                        + message.raw("content").orElseThrow() + ",\"timestamp\":\"" + timestamp + "\"}");
        String sent = "{\"messageId\":\"" + id + "\",\"timestamp\":\"" + timestamp + "\",\"status\":\"sent\""
                + message.raw("id")
                        .filter(ChatMessage::isShort)
                        .map(clientId -> ",\"clientId\":" + clientId)
                        .orElse("")
                + "}";
        String partner = room.partnerOf(from.userId()).userId();
        say(conversation, partner, () -> {
            rooms.audience().tellOthers(conversation, sender.socketId(), relayed);
            sender.emit("chat:message:sent", sent);
        });
        ack.add("messageId", id).add("timestamp", timestamp);
    }

    /** {@code chat:message:delivered}: goes to the one who sent the message. */
    public void delivered(Participant reader, Event event, JsonObjectBuilder ack) throws EventRefused {
        Conversation conversation = conversationOf(reader);
        String id = members(event)
                .raw("messageId")
                .filter(raw -> raw.startsWith("\"") && raw.length() <= MAX_MESSAGE_ID)
                .orElseThrow(() -> new EventRefused(Refusal.INVALID_INPUT, "messageId is required"));
        tellPartner(
                conversation,
                reader,
                Message.of(
                        "chat:message:delivered",
                        "{\"messageId\":" + id + ",\"timestamp\":\"" + Json.time(clock.instant()) + "\"}"));
    }

    /** {@code chat:typing:start} and {@code chat:typing:stop}; the partner may miss them. */
    public void typing(Participant typist, Event event, JsonObjectBuilder ack) throws EventRefused {
        Conversation conversation = conversationOf(typist);
        Member from = conversation.room().member(typist.guest().userId());
        tellPartner(conversation, typist, Message.volatileOf(event.name(), RoomJson.user(from)));
    }

    /** {@code webrtc:offer}. */
    public void offer(Participant caller, Event event, JsonObjectBuilder ack) throws EventRefused {
        signal(caller, event, List.of("offer"), List.of("type"), true);
    }

    /** {@code webrtc:answer}. */
    public void answer(Participant caller, Event event, JsonObjectBuilder ack) throws EventRefused {
        signal(caller, event, List.of("answer"), List.of(), true);
    }

    /** {@code webrtc:ice-candidate}. */
    public void candidate(Participant caller, Event event, JsonObjectBuilder ack) throws EventRefused {
        signal(caller, event, List.of("candidate"), List.of(), false);
    }

    /** {@code webrtc:call-end}, {@code webrtc:call-reject} and {@code webrtc:call-timeout}. */
    public void endCall(Participant caller, Event event, JsonObjectBuilder ack) throws EventRefused {
        signal(caller, event, List.of(), List.of(), true);
    }

    private void signal(Participant caller, Event event, List<String> required, List<String> optional, boolean withName)
            throws EventRefused {
        Conversation conversation = conversationOf(caller);
        Member from = conversation.room().member(caller.guest().userId());
        StringBuilder json = new StringBuilder("{");
        if (!required.isEmpty()) {
            JsonMembers members = members(event);
            for (String name : required) {
                // A null is passed on: browsers say with it that there are no more candidates.
                String raw = members.rawOrNull(name)
                        .orElseThrow(() -> new EventRefused(Refusal.INVALID_INPUT, name + " is required"));
                json.append('"').append(name).append("\":").append(raw).append(',');
            }
            for (String name : optional) {
                members.raw(name)
                        .ifPresent(raw -> json.append('"')
                                .append(name)
                                .append("\":")
                                .append(raw)
                                .append(','));
            }
        }
        json.append("\"from\":\"").append(from.userId()).append('"');
        if (withName) {
            json.append(",\"fromUsername\":\"").append(from.username()).append('"');
        }
        if (json.length() > MAX_SIGNAL) {
            throw new EventRefused(Refusal.INVALID_INPUT, "The signal is too large");
        }
        tellPartner(
                conversation, caller, Message.of(event.name(), json.append('}').toString()));
    }

    private void tellPartner(Conversation conversation, Participant from, Message message) throws EventRefused {
        String partner = conversation.room().partnerOf(from.guest().userId()).userId();
        say(conversation, partner, () -> rooms.audience().tell(conversation, partner, message));
    }

    private void say(Conversation conversation, String partner, Runnable telling) throws EventRefused {
        if (!rooms.audience().reaches(partner)) {
            throw new EventRefused(Refusal.UNAVAILABLE);
        }
        if (!conversation.sayIfOpen(telling)) {
            throw new EventRefused(Refusal.NOT_IN_ROOM);
        }
    }

    private Conversation conversationOf(Participant guest) throws EventRefused {
        return rooms.conversationOf(guest.guest().userId()).orElseThrow(() -> new EventRefused(Refusal.NOT_IN_ROOM));
    }

    private static JsonMembers members(Event event) throws EventRefused {
        if (!event.attachments().isEmpty()) {
            throw new EventRefused(Refusal.INVALID_INPUT, "No binary data is expected with " + event.name());
        }
        return event.jsonArgs().stream()
                .findFirst()
                .flatMap(JsonMembers::of)
                .orElseThrow(
                        () -> new EventRefused(Refusal.INVALID_INPUT, "An object is expected with " + event.name()));
    }
}
