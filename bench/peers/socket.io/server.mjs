// A bare socket.io server that speaks as much of Foyer's contract as the benchmark asks for, in as few words as its
// documentation would: no tokens, no sessions, no grace, no limits.
//
//   node --expose-gc server.mjs PORT [REDIS_URL]
import { createServer } from "node:http";
import { Server } from "socket.io";

const [port, redisUrl] = process.argv.slice(2);

const http = createServer((request, response) => {
  if (request.url === "/heap") {
    globalThis.gc();
    response.end(String(process.memoryUsage().heapUsed));
  } else {
    response.end("ready");
  }
});
// WebSocket only, as the benchmark connects; no compression, which is also socket.io's default.
const io = new Server(http, { transports: ["websocket"], serveClient: false });

let store = localStore();
if (redisUrl) {
  const { createClient } = await import("redis");
  const { createAdapter } = await import("@socket.io/redis-adapter");
  const publisher = await createClient({ url: redisUrl }).connect();
  const subscriber = await publisher.duplicate().connect();
  io.adapter(createAdapter(publisher, subscriber));
  store = redisStore(publisher);
}

let online = 0;
let ids = 0;
const listed = [];

io.on("connection", (socket) => {
  const userId = "guest_" + socket.id;
  const user = { id: userId, username: "Peer" + ++ids, isOnline: true, isSearching: false,
    lastSeen: new Date().toISOString(), location: null, gender: null, language: null, isGuest: true };
  let room = null;
  online++;
  listed.unshift(user);
  if (listed.length > 20) listed.pop();
  socket.join(userId);
  socket.emit("connection:established", { userId, username: user.username, socketId: socket.id,
    sessionId: socket.id, isGuest: true, recovered: false, serverTime: new Date().toISOString() });

  socket.on("user:match", async () => {
    const partner = await store.partnerFor(userId);
    if (!partner) {
      socket.emit("user:match:searching", { message: "Searching" });
      return;
    }
    const roomId = [userId, partner].sort().join("_");
    io.in([userId, partner]).socketsJoin(roomId);
    io.to(userId).emit("user:matched", { matchedUser: { id: partner }, roomId });
    io.to(partner).emit("user:matched", { matchedUser: { id: userId }, roomId });
  });
  socket.on("leave-room", () => {
    if (!room) room = roomOf(socket, userId);
    if (room) {
      socket.to(room).emit("room:closed", { userId, reason: "user_left" });
      io.in(room).socketsLeave(room);
      room = null;
    }
  });
  socket.on("chat:message", (message) => {
    if (!room || !socket.rooms.has(room)) room = roomOf(socket, userId);
    if (!room) return;
    const id = String(++ids);
    const timestamp = new Date().toISOString();
    socket.to(room).emit("chat:message", { id, senderId: userId, senderUsername: user.username, type: message.type,
      content: message.content, timestamp });
    socket.emit("chat:message:sent", { messageId: id, timestamp, status: "sent" });
  });
  socket.on("guest:update", ({ location }) => {
    user.location = location;
    io.emit("realtime:stats", { stats: stats(), onlineUsers: listed, timestamp: new Date().toISOString(),
      truncated: online > listed.length });
  });
  // A bare server has no administration: whoever says it is heard by everybody.
  socket.on("notice", ({ message }) => io.emit("server:notice", { message, timestamp: new Date().toISOString() }));
  socket.on("stats:request", () => socket.emit("stats:update", stats()));
  socket.on("disconnect", () => {
    online--;
    store.forget(userId);
    const place = listed.indexOf(user);
    if (place >= 0) listed.splice(place, 1);
  });
});

function roomOf(socket, userId) {
  for (const joined of socket.rooms) {
    if (joined !== socket.id && joined !== userId) return joined;
  }
  return null;
}

function stats() {
  return { totalUsers: online, onlineUsers: online, activeUsers: online, availableUsers: 0, connectedUsers: 0 };
}

function localStore() {
  const waiting = new Set();
  return {
    partnerFor(userId) {
      for (const other of waiting) {
        if (other !== userId) {
          waiting.delete(other);
          return other;
        }
      }
      waiting.add(userId);
      return null;
    },
    forget: (userId) => waiting.delete(userId),
  };
}

function redisStore(redis) {
  return {
    async partnerFor(userId) {
      const other = await redis.lPop("waiting");
      if (other && other !== userId) return other;
      await redis.rPush("waiting", userId);
      return null;
    },
    forget: (userId) => redis.lRem("waiting", 0, userId),
  };
}

http.listen(Number(port), "127.0.0.1");
