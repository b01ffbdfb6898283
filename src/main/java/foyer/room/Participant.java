package foyer.room;

import foyer.token.TokenSubject;

/** A socket of a guest, as the room sees it. */
public interface Participant {

    /** Whose it is. */
    TokenSubject guest();

    /** Its id, to leave it out where the guest's other sockets are told. */
    String socketId();

    /** Sends to this socket alone. */
    void emit(String event, String json);
}
