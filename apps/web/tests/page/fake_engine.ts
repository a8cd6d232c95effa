// SPDX-License-Identifier: Apache-2.0
// Stands in for the engine where the page itself is tested, so that no WebAssembly is built: the same calls, plain
// answers, sounds that are as long as their file says but silent. Never part of the page that is served.
import {kAudiogramHz, kFactHz, type Engine, type FilePlayer, type LeftOut, type Levels, type ListenerFacts, type Player, type Preset,
  type ReadError, type SceneFacts, type Settings} from "../../src/engine/types";

export * from "../../src/engine/types";
export {notWritten} from "../../src/engine/written";

type Audiogram = Record<number, number>;
const kKnown: Record<string, [Audiogram, Audiogram?]> = {
  normal: [{1000: 0}], N1: [{250: 10, 1500: 10, 3000: 20, 4000: 30, 6000: 40}], N2: [{250: 20, 1000: 25, 2000: 35, 4000: 45, 6000: 50}],
  N3: [{250: 35, 750: 35, 1000: 40, 2000: 50, 4000: 60, 6000: 65}], N4: [{250: 55, 1000: 55, 2000: 65, 4000: 75, 6000: 80}],
  N5: [{250: 65, 1000: 75, 2000: 80, 6000: 80}], N6: [{250: 75, 1000: 85, 4000: 100}], N7: [{250: 90, 1000: 105}],
  S1: [{250: 10, 1500: 10, 3000: 30, 4000: 55, 6000: 70}], S2: [{250: 20, 1000: 25, 2000: 55, 4000: 95, 6000: 95}],
  S3: [{250: 30, 1000: 60, 2000: 75, 6000: 85}], "early-noise-damage": [{1000: 2, 2000: 5, 3000: 16, 4000: 20, 6000: 14, 8000: 5}],
  "age:60:male": [{1000: 8, 4000: 26, 8000: 30}], "age:80:female": [{1000: 25, 4000: 45, 8000: 65}],
  "activation-day": [{250: 120}], "three-months": [{250: 120}], "two-years": [{250: 120}],
  bimodal: [{250: 120}, {250: 35, 1000: 60, 8000: 100}], off: [{250: 120}],
};
const kImplants = ["activation-day", "three-months", "two-years", "bimodal"];
const kZero = [22.1, 18, 14.4, 11.4, 8.6, 6.2, 4.4, 3, 2.2, 2.4, 3.5, 1.7, -1.3, -4.2, -6, -5.4, -1.5, 4.3, 12.6];  // ISO 389-7, free field

function at(audiogram: Audiogram, hz: number): number {
  const points = Object.entries(audiogram).map(([f, db]) => [Number(f), db]);
  const next = points.findIndex(([f]) => f >= hz);
  if (next <= 0) return (next < 0 ? points[points.length - 1] : points[0])[1];
  const [a, b] = [points[next - 1], points[next]];
  return a[1] + Math.log(hz / a[0]) / Math.log(b[0] / a[0]) * (b[1] - a[1]);
}

function from_toml(text: string): [Audiogram, Audiogram] | null {
  const ears: Record<string, Audiogram> = {};
  for (const [, ear, pairs] of text.matchAll(/\[(left|right|both)\]\s+air_db_hl = \{([^}]*)\}/g))
    ears[ear] = Object.fromEntries(pairs.split(",").map((pair) => pair.split("=").map((one) => one.trim())).map(([hz, db]) => [Number(hz), db.startsWith('"') ? 120 : Number(db)]));
  return /^format = "otoscape.listener\/1"/m.test(text) ? [ears.left ?? ears.both ?? {1000: 0}, ears.right ?? ears.both ?? {1000: 0}] : null;
}

function ears_of(text: string): [Audiogram, Audiogram] | ReadError {
  if (text.startsWith("preset:")) {
    const known = kKnown[text.slice(7)];
    return known ? [known[0], known[1] ?? known[0]] : {sentence: `unknown preset "${text.slice(7, 60)}"`, line: 0, suggestion: "N3"};
  }
  if (text.trimStart().startsWith("{")) {
    const json = JSON.parse(text) as {audiogram_cfs: number[]; audiogram_levels_l: number[]; audiogram_levels_r: number[]};
    const ear = (levels: number[]) => Object.fromEntries(json.audiogram_cfs.map((hz, i) => [hz, levels[i]]));
    return [ear(json.audiogram_levels_l), ear(json.audiogram_levels_r)];
  }
  return from_toml(text) ?? {sentence: 'the first line must be format = "otoscape.listener/1"', line: 1, suggestion: ""};
}

class FakeEngine implements Engine {
  version = "0.0.0-test";
  presets(kind: "listener" | "scene" | "map"): Preset[] {
    if (kind === "map") return [{name: "ace-22", meaning: "ACE, 22 electrodes, 8 maxima, 900 pps: the usual Nucleus map", text: "-"},
      {name: "fs4-12", meaning: "FS4: 12 electrodes, the four lowest keep the times of their zero crossings", text: "-"}];
    if (kind === "scene") return [{name: "sudden-loss", meaning: "Sudden loss: ringing, a pop, near silence and the body, a test, an implant, silence", text: "-"},
      {name: "underwater", meaning: "Under water: a plunge, the heart, the surface", text: "-"}];
    const made = Object.keys(kKnown).map((name) => ({name, meaning: name, text: kImplants.includes(name) ? "[both.implant]\n" : ""}));
    return made.filter(({name}) => !name.startsWith("age:"));
  }
  listener(text: string): ListenerFacts | ReadError {
    const ears = ears_of(text);
    if ("sentence" in ears) return ears;
    const thresholds = ears.map((ear) => Float64Array.from(kAudiogramHz, (hz) => at(ear, hz))) as [Float64Array, Float64Array];
    return {name: /^name = "(.*)"$/m.exec(text)?.[1] ?? text.slice(0, 40), notes: [], alike: ears[0] === ears[1], thresholds};
  }
  scene(text: string): SceneFacts | ReadError {
    if (!/^preset:(sudden-loss|underwater)$/.test(text)) return {sentence: "no such scene", line: 0, suggestion: ""};
    return {title: text === "preset:underwater" ? "Under water" : "Sudden loss", notes: ["Sudden hearing loss is an emergency: see a doctor today."], lengthS: 84};
  }
  thresholdDbSpl(text: string): [Float64Array, Float64Array] {
    const ears = ears_of(text);
    if ("sentence" in ears) return [new Float64Array(19), new Float64Array(19)];
    return ears.map((ear) => Float64Array.from(kFactHz, (hz, i) => kZero[i] + Math.min(120, at(ear, hz)))) as [Float64Array, Float64Array];
  }
  sceneCurve(_text: string, curve: string, _ear: 0 | 1, hz: number, times: Float64Array): Float64Array {
    const lost = (t: number) => t < 7 ? 0 : t < 21 ? (t - 7) * 2.5 : t < 45 ? 85 + hz / 400 : t < 78 ? 60 : 120;
    return times.map((t) => curve === "threshold" ? Math.min(120, lost(t)) : curve === "ringing" ? (t < 7 ? -1 : t < 21 ? 30 + t : t < 78 ? 44 : -1)
      : curve === "stress" ? (t > 40 && t < 60 ? 0.8 : 0) : (t > 18 && t < 19.8) || (t > 31.2 && t < 34.5) ? 0 : 1);
  }
}

function levels_at(t: number, settings: Settings, engine: Engine): Levels {
  const shape = (i: number) => 58 - 1.6 * i + 8 * Math.sin(2.1 * t + i) + 4 * Math.sin(5.3 * t - 2 * i);
  const room = Float32Array.from(kFactHz, (_, i) => shape(i));
  const thresholds = engine.thresholdDbSpl(settings.listener);
  const heard = thresholds.map((ear) => Float32Array.from(room, (db, i) => db > ear[i] ? kZero[i] + (db - ear[i]) * 1.4 : -20)) as [Float32Array, Float32Array];
  return {room: [room, room], heard, guard: 0};
}

class FakePlayer extends EventTarget implements Player {
  protected at = 0;
  private timer = 0;
  private stopped = false;  // for good, as the engine's
  calls: string[] = [];
  constructor(protected engine: Engine, protected settings: Settings) { super(); (window as unknown as {player: FakePlayer}).player = this; }
  configure(settings: Settings): Promise<ReadError | null> { this.settings = settings; this.calls.push("configure"); return Promise.resolve(null); }
  room(on: boolean): void { this.calls.push(`room ${on}`); }
  stop(): void { this.calls.push("stop"); this.stopped = true; this.run(false); }
  latencyS(): number { return 0.0211; }
  tell(name: string, detail: unknown): void { this.dispatchEvent(new CustomEvent(name, {detail})); }
  now_settings(): Settings { return this.settings; }
  run(on: boolean): void {
    clearInterval(this.timer);
    if (on && !this.stopped) this.timer = window.setInterval(() => this.step(), 50);
  }
  protected step(): void {
    this.at += 0.05;
    this.tell("levels", levels_at(this.at, this.settings, this.engine));
    this.tell("time", null);
  }
}

class FakeFilePlayer extends FakePlayer implements FilePlayer {
  notes: string[] = [];
  picture: HTMLVideoElement | null = null;
  constructor(engine: Engine, settings: Settings, readonly durationS: number) { super(engine, settings); }
  /** As the library: the story of the pop needs 38.8 s. */
  override configure(settings: Settings): Promise<ReadError | null> {
    if (settings.fit && settings.scene === "preset:sudden-loss" && this.durationS < 38.8)
      return Promise.resolve({sentence: "the film is too short", line: 0, suggestion: ""});
    return super.configure(settings);
  }
  get timeS(): number { return Math.min(this.durationS, this.at); }
  play(): Promise<void> { this.run(true); this.tell("state", "playing"); return Promise.resolve(); }
  pause(): void { this.calls.push("pause"); this.run(false); }
  seek(s: number): Promise<void> { this.at = s; this.tell("time", null); return Promise.resolve(); }
  protected override step(): void {
    super.step();
    if (this.at < this.durationS) return;
    this.run(false);
    this.tell("state", "ended");
  }
  leftOut(): LeftOut { return {subtitles: 0, chapters: 0, attachments: 0, data: 0, sounds: 0, pictures: 0}; }
  async exportSound(_kind: "wav", onProgress: (part: number) => void, signal: AbortSignal): Promise<Blob> {
    for (let i = 0; i <= 10; ++i) {
      await new Promise((done) => setTimeout(done, 20));
      signal.throwIfAborted();
      onProgress(i / 10);
    }
    return new Blob([new Uint8Array(1000)], {type: "audio/wav"});
  }
  exportFilm(): Promise<Blob> { return Promise.reject(new Error("no film here")); }
}

export const hasSimd = (): boolean => location.search !== "?broken";
export async function loadEngine(): Promise<Engine> {
  if (location.search === "?slow") await new Promise((done) => setTimeout(done, 1000));
  if (location.search === "?broken") throw new Error("WebAssembly SIMD is missing.");
  return Promise.resolve(new FakeEngine());
}
/** A WAVE file of 24 bits says how long it is; everything else is no sound. */
export async function openFile(context: AudioContext, engine: Engine, file: File, settings: Settings): Promise<FilePlayer> {
  void context.resume();
  const head = new DataView(await file.slice(0, 44).arrayBuffer());
  if (head.byteLength < 44 || head.getUint32(0) !== 0x52494646) throw new Error(`${file.name} holds no sound that this browser can decode.`);
  return new FakeFilePlayer(engine, settings, head.getUint32(40, true) / head.getUint32(28, true));
}
export async function openMicrophone(_context: AudioContext, engine: Engine, settings: Settings): Promise<Player> {
  const given = await navigator.mediaDevices.getUserMedia({audio: true});
  const player = new FakePlayer(engine, settings);
  const stop = player.stop.bind(player);
  player.stop = () => { stop(); for (const track of given.getTracks()) track.stop(); };
  player.run(true);
  return player;
}
export const openNode = (): never => { throw new Error("not tested"); };
