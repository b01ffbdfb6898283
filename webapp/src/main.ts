import { Call } from "./call/call";
import { iceServers } from "./call/ice-servers";
import { Ring } from "./call/ring";
import { Conversation } from "./chat/conversation";
import { Talk } from "./chat/talk";
import { createFoyerClient, type Ack, type GuestUser } from "./foyer-client/index";
import { CallView, tellOutcome } from "./view/call";
import { ChatView } from "./view/chat";
import { ClosedView } from "./view/closed";
import { ComposerView } from "./view/composer";
import { DetailsView } from "./view/details";
import { ask, enlarge, stopAsking, wireDialogs } from "./view/dialogs";
import { byId, onUse } from "./view/dom";
import { HomeView } from "./view/home";
import { MessagesView } from "./view/messages";
import { NoticeView } from "./view/notice";
import { PeopleView } from "./view/people";
import { ScreensView } from "./view/screens";
import { SearchingView } from "./view/searching";
import { standingNotice } from "./view/standing-notice";
import { StatisticsView } from "./view/statistics";
import { StatusView } from "./view/status";
import { TitleView } from "./view/title";
import { chosenTransports } from "./view/transports";
import { stopPlaying } from "./view/voice-player";
import { explain } from "./visit/explain";
import { keepTrying } from "./visit/keep-trying";
import { GuestVisit } from "./visit/guest-visit";
import type { Visit } from "./visit/state";

const foyer = createFoyerClient({
  transports: chosenTransports(),
  goHome: () => {
    visit.goHome();
    notice.show("The server does not let you in. Wait a little, and try again.");
  },
});
const { socket } = foyer;

// ---- What is heard and said ----

const messages = new MessagesView({
  retry: (entry) => talk.retry(entry),
  discard: (entry) => talk.discard(entry),
  enlarge,
});
const conversation = new Conversation(messages);
const talk = new Talk(socket, foyer.api, conversation);

const callView = new CallView(() => call);
const ring = new Ring();
const call: Call = new Call(
  {
    offer: async ({ offer, type }) => must(await socket.sendOffer(offer, type)),
    answer: async ({ answer }) => must(await socket.sendAnswer(answer)),
    candidate: ({ candidate }) => void socket.sendIceCandidate(candidate),
    end: () => void socket.endCall(),
    reject: () => void socket.rejectCall(),
    timeout: () => void socket.timeOutCall(),
  },
  {
    changed: (state) => {
      callView.show(state);
      if (state.phase === "ringing") ring.start();
      else ring.stop();
    },
    ended: (outcome) => {
      if (visit.now.at === "chat") conversation.note(tellOutcome(outcome, visit.now.room.partner.username));
    },
    problem: (message) => notice.show(message),
  },
  () => iceServers(foyer.store.token),
);

function must(ack: Ack): void {
  if (!ack.ok) throw new Error(explain(ack));
}

socket.on("webrtc:offer", (signal) => {
  call.offerCame(signal, visit.userId > signal.from);
  title.count();
});
socket.on("webrtc:answer", (signal) => void call.answerCame(signal));
socket.on("webrtc:ice-candidate", (signal) => void call.candidateCame(signal));
socket.on("webrtc:call-end", () => call.endCame());
socket.on("webrtc:call-reject", () => call.rejectCame());
socket.on("webrtc:call-timeout", () => call.timeoutCame());

// ---- What is seen ----

wireDialogs();
const notice = new NoticeView();
const title = new TitleView();
const screens = new ScreensView();
const status = new StatusView(() => details.open());
const statistics = new StatisticsView();
const people = new PeopleView();
const home = new HomeView((introduction) => visit.meet(introduction), () => foyer.api.suggestUsername());
const searching = new SearchingView(() => void visit.stopSearching());
const chat = new ChatView();
const composer = new ComposerView(talk, (message) => notice.show(message));
const closed = new ClosedView(() => visit.meetAgain(), () => visit.goHome());
const details = new DetailsView(foyer, () => (visit.now.at === "chat" ? visit.now.room.id : ""));

const visit: GuestVisit = new GuestVisit(foyer, talk, {
  moved: show,
  became: greet,
  problem: (message) => notice.show(message),
});

function greet(user: GuestUser): void {
  home.show(user);
  call.belongTo(user.id);
}

function show(now: Visit, from: Visit): void {
  if (from.at === "chat" && now.at !== "chat") leaveChat();
  searching.show(now);
  switch (now.at) {
    case "home":
      title.at("");
      screens.show("home");
      break;
    case "searching":
      title.at("Looking for somebody");
      screens.show("searching");
      break;
    case "chat":
      if (from.at !== "chat" || from.room !== now.room) enterChat(now);
      chat.show(now);
      break;
    case "closed":
      closed.show(now.room, now.ending);
      title.at("Room closed");
      title.count();
      screens.show("closed");
      break;
  }
}

function enterChat({ room: { partner } }: Visit & { at: "chat" }): void {
  const { username } = partner;
  messages.begin(username, `You have met ${username}. Nobody else is here, and nothing is kept: what you say goes with the room.`);
  callView.with(username);
  title.at(username);
  title.count();
  byId("announcement").textContent = `You have met ${username}`;
  // A phone would cover half the chat with its keyboard.
  screens.show("chat", matchMedia("(pointer: fine)").matches ? () => composer.focus() : undefined);
  messages.keepEnd();
}

function leaveChat(): void {
  call.drop();
  stopPlaying();
  stopAsking();
  byId<HTMLDialogElement>("lightbox").close();
  composer.clear();
  chat.leave();
}

onUse(byId<HTMLButtonElement>("leave"), () => void leave());

async function leave(): Promise<void> {
  if (visit.now.at !== "chat") return;
  const { username } = visit.now.room.partner;
  const meant = await ask({
    title: `Leave ${username}?`,
    text: "The room closes for both of you, and what was said and sent is gone.",
    yes: "Leave",
    no: "Stay",
  });
  if (meant) await visit.leaveRoom();
}

socket.on("chat:message", ({ senderId }) => {
  if (senderId === visit.userId) return;
  chat.stopTyping();
  title.count();
});
socket.on("chat:typing:start", () => chat.startTyping());
socket.on("chat:typing:stop", () => chat.stopTyping());
socket.on("realtime:stats", (update) => {
  statistics.show(update.stats, update.timestamp);
  searching.statistics(update.stats);
  people.show(update, visit.userId);
});
// Broadcasts come when something changes; whoever has just come in need not wait for that.
socket.on("connection:established", () => void socket.requestRealtimeStats());
socket.on("server:draining", () => notice.show("The server is being restarted; the connection comes back by itself."));

const standing = standingNotice(notice, () => socket.connect());
socket.onConnectionChange((_, now) => {
  status.show(now);
  details.status(now);
  standing(now);
});

keepTrying(socket);

const { user } = foyer.store;
if (user) greet(user);
details.status(socket.status);
socket.connect();
