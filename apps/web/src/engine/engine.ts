// SPDX-License-Identifier: Apache-2.0
// The engine on the page's own thread: what it knows, not sound.
import type {Pointer} from "./calls";
import {kCurve, kPresetKind} from "./layout";
import {Otoscape} from "./module";
import {kAudiogramHz, kFactHz} from "./types";
import type {Engine, ListenerFacts, Preset, ReadError, SceneFacts} from "./types";
import {readListener, readScene} from "./values";

const kKept = 16;  // texts whose values are kept: the page draws the same ones again and again

/** Values by their text, freed when others push them out. */
class Kept {
  private readonly values = new Map<string, Pointer>();
  constructor(private readonly read: (text: string) => Pointer | ReadError,
              private readonly free: (value: Pointer) => void) {}

  of(text: string): Pointer | ReadError {
    const known = this.values.get(text);
    if (known !== undefined) return known;
    const value = this.read(text);
    if (typeof value !== "number") return value;
    this.values.set(text, value);
    for (const [oldest, pointer] of this.values) {
      if (this.values.size <= kKept) break;
      this.values.delete(oldest);
      this.free(pointer);
    }
    return value;
  }
}

/** The engine of a page, and what players need of it. */
export class PageEngine implements Engine {
  readonly version: string;
  private readonly listeners: Kept;
  private readonly scenes: Kept;

  constructor(private readonly engine: Otoscape, readonly wasm: ArrayBuffer) {
    const {calls} = engine;
    this.version = engine.text(calls.otoscape_version());
    this.listeners = new Kept((text) => readListener(engine, text), (value) => calls.otoscape_listener_free(value));
    this.scenes = new Kept((text) => readScene(engine, text), (value) => calls.otoscape_scene_free(value));
  }

  presets(kind: "listener" | "scene" | "map"): Preset[] {
    const {calls} = this.engine, code = kPresetKind[kind];
    return Array.from({length: calls.otoscape_preset_count(code)}, (_, i) => ({
      name: this.engine.text(calls.otoscape_preset_name(code, i)),
      meaning: this.engine.text(calls.otoscape_preset_meaning(code, i)),
      text: this.engine.text(calls.otoscape_preset_text(code, i)),
    }));
  }

  listener(text: string): ListenerFacts | ReadError {
    const listener = this.listeners.of(text);
    if (typeof listener !== "number") return listener;
    const {calls} = this.engine;
    const ear = (which: number) =>
      Float64Array.from(kAudiogramHz, (hz) => calls.otoscape_threshold_db_hl(listener, which, hz));
    return {
      name: this.engine.text(calls.otoscape_listener_name(listener)),
      notes: lines(this.engine.text(calls.otoscape_listener_notes(listener))),
      alike: calls.otoscape_listener_alike(listener) !== 0,
      thresholds: [ear(0), ear(1)],
    };
  }

  scene(text: string): SceneFacts | ReadError {
    const scene = this.scenes.of(text);
    if (typeof scene !== "number") return scene;
    const {calls} = this.engine;
    return {
      title: this.engine.text(calls.otoscape_scene_title(scene)),
      notes: lines(this.engine.text(calls.otoscape_scene_notes(scene))),
      lengthS: calls.otoscape_scene_length_s(scene),
    };
  }

  /** NaN where the text is no listener. */
  thresholdDbSpl(text: string): [Float64Array, Float64Array] {
    const listener = this.listeners.of(text);
    const {calls} = this.engine;
    const ear = (which: number) => Float64Array.from(kFactHz, (hz) => typeof listener !== "number"
      ? NaN : calls.otoscape_threshold_db_hl(listener, which, hz) + calls.otoscape_reference_db_spl(hz));
    return [ear(0), ear(1)];
  }

  /** NaN where the text is no scene. */
  sceneCurve(text: string, curve: "perspective" | "stress" | "threshold" | "ringing", ear: 0 | 1, hz: number,
             times: Float64Array): Float64Array {
    const scene = this.scenes.of(text);
    const values = new Float64Array(times.length).fill(NaN);
    if (typeof scene !== "number" || times.length === 0) return values;
    const bytes = 8 * times.length, at = this.engine.take(2 * bytes);
    new Float64Array(this.engine.calls.memory.buffer, at, times.length).set(times);
    const status = this.engine.calls.otoscape_scene_curve(scene, kCurve[curve], ear, hz, at, at + bytes, times.length);
    if (status === 0) values.set(new Float64Array(this.engine.calls.memory.buffer, at + bytes, times.length));
    this.engine.free(at);
    return values;
  }
}

function lines(text: string): string[] { return text.split("\n").filter((line) => line !== ""); }
