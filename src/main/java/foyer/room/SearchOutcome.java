package foyer.room;

/** What a search for a partner came to at once. */
public sealed interface SearchOutcome {

    /** Somebody waited: the two are in a room now. */
    record Matched(Step.Opened opened) implements SearchOutcome {

        /** The room. */
        public Room room() {
            return opened.room();
        }
    }

    /**
     * The guest waits until somebody comes.
     *
     * @param alone whether nobody else waits
     */
    record Waiting(boolean alone) implements SearchOutcome {}

    /** The guest is in a room. Nothing was changed. */
    record InRoom(Room room) implements SearchOutcome {}

    /** The guest cannot be reached, or its session is over. Nothing was changed. */
    record Unreachable() implements SearchOutcome {}
}
