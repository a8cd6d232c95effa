// SPDX-License-Identifier: Apache-2.0
/** Ear index: 0 left, 1 right. */
export interface Preset { name: string; meaning: string; text: string }  // text "" where made by the library
export type ReadError = { sentence: string; line: number; suggestion: string };
/** What a listener's text says, for drawing. Thresholds in dB HL, free field, at kAudiogramHz; 120 = no response. */
export interface ListenerFacts {
  name: string; notes: string[]; alike: boolean;
  thresholds: [Float64Array, Float64Array];
}
export const kAudiogramHz: readonly number[] = [125, 250, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000, 8000];
export interface SceneFacts { title: string; notes: string[]; lengthS: number }
export const kFactHz: readonly number[] =
  [125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000];
export interface Engine {
  version: string;
  presets(kind: "listener" | "scene" | "map"): Preset[];
  listener(text: string): ListenerFacts | ReadError;
  scene(text: string): SceneFacts | ReadError;
  /** Threshold of a listener in dB SPL at kFactHz by ear. */
  thresholdDbSpl(text: string): [Float64Array, Float64Array];
  sceneCurve(text: string, curve: "perspective" | "stress" | "threshold" | "ringing", ear: 0 | 1, hz: number,
    times: Float64Array): Float64Array;
}

export interface Levels {                 // about 20 a second, of the last 50 ms
  room: [Float32Array, Float32Array];     // dB SPL at kFactHz by ear, before the ear
  heard: [Float32Array, Float32Array];    // after the ears
  guard: number;                          // guarded frames so far
}
export interface Settings {
  listener: string;                       // text or "preset:…"
  scene: string | null;                   // file player only; replaces listener
  fit?: boolean;                          // stretches the scene to the file's length
  fullScaleDbSpl: number;                 // 91 = home
  ringing: "off" | "soft" | "full";
  smearing: boolean;
}
export interface Player extends EventTarget {
  configure(settings: Settings): Promise<ReadError | null>;
  room(on: boolean): void;
  stop(): void;
  latencyS(): number;
}
/** What a film cannot keep when it is exported: how many of each; chapters 0 or 1; data: tracks of timecode and others. */
export interface LeftOut {
  subtitles: number; chapters: number; attachments: number; data: number; sounds: number; pictures: number;
}
export interface FilePlayer extends Player {
  readonly durationS: number; readonly timeS: number;
  readonly picture: HTMLVideoElement | null;
  play(): Promise<void>; pause(): void; seek(s: number): Promise<void>;
  notes: string[];
  leftOut(kind: "mkv-pcm" | "mov-pcm" | "mkv-opus"): LeftOut;
  exportSound(kind: "wav", onProgress: (part: number) => void, signal: AbortSignal): Promise<Blob>;
  exportFilm(kind: "mkv-pcm" | "mov-pcm" | "mkv-opus", onProgress: (part: number) => void, signal: AbortSignal): Promise<Blob>;
}
