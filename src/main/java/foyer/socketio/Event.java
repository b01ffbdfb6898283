package foyer.socketio;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An event a client sent. */
public final class Event {

    private final String name;
    private final Arguments arguments;
    private final Consumer<Arguments> answer;
    private final AtomicBoolean answered;

    /** An event that wants no acknowledgement. */
    Event(String name, Arguments arguments) {
        this(name, arguments, ignored -> {}, true);
    }

    /** An event whose acknowledgement goes to {@code answer}. */
    Event(String name, Arguments arguments, Consumer<Arguments> answer) {
        this(name, arguments, answer, false);
    }

    private Event(String name, Arguments arguments, Consumer<Arguments> answer, boolean answered) {
        this.name = name;
        this.arguments = arguments;
        this.answer = answer;
        this.answered = new AtomicBoolean(answered);
    }

    /** The name; a number in its place (the protocol allows that) as the client wrote it. */
    public String name() {
        return name;
    }

    /** What follows the name. */
    public Arguments arguments() {
        return arguments;
    }

    /** The JSON text of each argument after the name, checked. */
    public List<String> jsonArgs() {
        return arguments.json();
    }

    /** The binary attachments; every placeholder in the arguments refers to one of them. */
    public List<byte[]> attachments() {
        return arguments.attachments();
    }

    /** Whether the client waits for an acknowledgement that it has not been given yet. */
    public boolean wantsAck() {
        return !answered.get();
    }

    /** Acknowledges; does nothing the second time, or if the client did not ask. Any thread, now or later. */
    public void ack(String... jsonArgs) {
        ack(Arguments.of(jsonArgs));
    }

    /** Acknowledges with attachments. */
    public void ack(Arguments arguments) {
        if (answered.compareAndSet(false, true)) {
            answer.accept(arguments);
        }
    }

    @Override
    public String toString() {
        return "Event(" + arguments.json().size() + " arguments)";
    }
}
