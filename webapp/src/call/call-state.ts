import type { AnswerSignal, CandidateSignal, OfferSignal } from "../foyer-client/index";
import type { PeerState } from "./peer";

export type Phase = "idle" | "calling" | "ringing" | "connecting" | "connected";

/** What is to be shown of a call. */
export interface CallState {
  phase: Phase;
  /** Asked for with a picture. */
  video: boolean;
  /** When the two were connected, in milliseconds since 1970. */
  since: number;
  camera: boolean;
  muted: boolean;
  cameraPossible: boolean;
  local: MediaStream | undefined;
  remote: MediaStream | undefined;
  partner: PeerState;
  /** Another tab of this guest has a call. */
  elsewhere: boolean;
}

/** How a call ended, for the conversation to remember. */
export type Outcome =
  | { how: "talked"; video: boolean; ms: number }
  | { how: "no-answer" | "missed" | "declined" | "you-declined" | "cancelled" | "lost" | "elsewhere"; video: boolean };

/** Sends this end's signals to the partner, through Foyer. */
export interface Signals {
  offer(signal: OfferSignal): Promise<void>;
  answer(signal: AnswerSignal): Promise<void>;
  candidate(signal: CandidateSignal): void;
  end(): void;
  reject(): void;
  timeout(): void;
}

export interface CallListener {
  changed(state: CallState): void;
  ended(outcome: Outcome): void;
  problem(message: string): void;
}
