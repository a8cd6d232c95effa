// SPDX-License-Identifier: Apache-2.0
// What the page, the worker that renders a file ahead, and the audio thread that plays it tell each other.
// Frames of the player are at the device's rate, counted from the file's beginning.
import type {LeftOut, ReadError, Settings} from "./types";

export type FilmKind = "mkv-pcm" | "mov-pcm" | "mkv-opus";

export type WorkerOrder =
  | {kind: "open"; file: Blob; wasm: ArrayBuffer; deviceRate: number; player: MessagePort}
  | {kind: "begin"; take: number; frame: number; settings: Settings; seek: boolean}
  | {kind: "export"; number: number; what: "wav" | FilmKind; settings: Settings}
  | {kind: "abort"; number: number};

export type WorkerNews =
  | {kind: "opened"; durationS: number; notes: string[]; hasPicture: boolean;
     leftOut: Record<FilmKind, LeftOut>}
  | {kind: "refused"; sentence: string; mime: string | null}  // mime: the file is fine, its sound not decodable here
  | {kind: "begun"; take: number; why: ReadError | null}
  | {kind: "measuring"; part: number}                      // a scene's first pass, 0 to 1
  | {kind: "levels"; take: number; frame: number; levels: Float64Array}
  | {kind: "exporting"; number: number; part: number}
  | {kind: "exported"; number: number; blob: Blob}
  | {kind: "failed"; number: number; sentence: string};    // number 0: of playing

/** From the worker to the audio thread: room left, room right, heard left, heard right, one after the other. */
export type PlayerFeed =
  | {kind: "take"; take: number; frame: number; seek: boolean}
  | {kind: "sound"; take: number; planes: Float32Array}
  | {kind: "end"; take: number};
/** And back: how far it has played. */
export interface PlayerNeed { take: number; frame: number }

/** From the page to the audio thread. */
export type PlayerOrder =
  | {kind: "connect"; worker: MessagePort}
  | {kind: "play"; on: boolean}
  | {kind: "room"; on: boolean}
  | {kind: "close"};

export interface PlayerNews { frame: number; time: number; take: number; state: PlayerState }
export type PlayerState = "waiting" | "paused" | "playing" | "starved" | "ended";
