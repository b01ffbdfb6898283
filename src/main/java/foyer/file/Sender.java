package foyer.file;

/**
 * Who uploads.
 *
 * @param userId of its token
 * @param sessionId what its uploads are counted by
 * @param network what else they are counted by, see {@link foyer.edge.Caller#network()}
 */
record Sender(String userId, String sessionId, String network) {}
