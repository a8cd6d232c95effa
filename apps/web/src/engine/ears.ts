// SPDX-License-Identifier: Apache-2.0
// What renders a file: one listener, or a scene. Sound goes in from the frame that start names on; what is heard comes
// out from the wanted frame on, in time with the programme.
import type {Pointer} from "./calls";
import {Otoscape, Planes} from "./module";
import type {ReadError, Settings} from "./types";
import {makeLive, makeParams, readScene} from "./values";

export const kBlock = 2048;
const kBeforeS = 1;  // of sound before the wanted frame, so that gain controls and smearing have settled

/** Gets frames of both ears; valid during the call. */
export type Heard = (ears: readonly [Float32Array, Float32Array], frames: number) => void;

export interface Ears {
  /** The frame that sound has to be given from. beforeS: of sound before `frame`; a scene knows what it needs. */
  start(frame: number, beforeS?: number): number;
  /** At most kBlock frames. */
  write(left: Float32Array, right: Float32Array, frames: number, heard: Heard): void;
  end(heard: Heard): void;
  report(report: Pointer): number;
  free(): void;
}

export class ListenerEars implements Ears {
  private readonly planes: Planes;
  private live: Pointer = 0;
  private skip = 0;
  private used = false;

  private constructor(private readonly engine: Otoscape, private readonly settings: Settings,
                      private readonly rate: number) {
    this.planes = new Planes(engine, 4, kBlock);
  }
  static make(engine: Otoscape, settings: Settings, rate: number): ListenerEars | ReadError {
    const ears = new ListenerEars(engine, settings, rate);
    return ears.renew() ?? ears;
  }
  private renew(): ReadError | null {
    const live = makeLive(this.engine, this.settings, this.rate);
    if (typeof live !== "number") {
      this.free();
      return live;
    }
    if (this.live !== 0) this.engine.calls.otoscape_live_destroy(this.live);
    this.live = live;
    return null;
  }

  start(frame: number, beforeS = kBeforeS): number {
    if (this.used) this.renew();  // a text that was read once is read again
    this.used = true;
    const first = Math.max(0, frame - Math.round(beforeS * this.rate));
    this.skip = frame - first + Number(this.engine.calls.otoscape_live_latency(this.live));
    return first;
  }
  write(left: Float32Array, right: Float32Array, frames: number, heard: Heard): void {
    this.planes.channel(0, frames).set(left.subarray(0, frames));
    this.planes.channel(1, frames).set(right.subarray(0, frames));
    this.engine.calls.otoscape_live_process(this.live, this.planes.from(0), this.planes.from(2), frames);
    const dropped = Math.min(this.skip, frames);
    this.skip -= dropped;
    if (dropped === frames) return;
    heard([this.planes.channel(2, frames).subarray(dropped), this.planes.channel(3, frames).subarray(dropped)],
          frames - dropped);
  }
  end(heard: Heard): void {
    const silence = new Float32Array(kBlock);
    for (let left = Number(this.engine.calls.otoscape_live_latency(this.live)); left > 0; left -= kBlock) {
      this.write(silence, silence, Math.min(kBlock, left), heard);
    }
  }
  report(report: Pointer): number { return this.engine.calls.otoscape_live_report(this.live, report); }
  free(): void {
    if (this.live !== 0) this.engine.calls.otoscape_live_destroy(this.live);
    this.live = 0;
    this.planes.free();
  }
}

/** Needs the whole programme first, by feed. */
export class SceneEars implements Ears {
  private readonly planes: Planes;

  private constructor(private readonly engine: Otoscape, private readonly render: Pointer) {
    this.planes = new Planes(engine, 4, kBlock);
  }
  /** lengthS: of the programme. */
  static make(engine: Otoscape, settings: Settings, rate: number, lengthS: number): SceneEars | ReadError {
    const scene = readScene(engine, settings.scene!);
    if (typeof scene !== "number") return scene;
    const refused = settings.fit
      ? engine.done((error) => engine.calls.otoscape_scene_fit(scene, lengthS, error)) : null;
    if (refused) {
      engine.calls.otoscape_scene_free(scene);
      return refused;
    }
    const params = makeParams(engine, settings);
    const render = engine.made((error) => engine.calls.otoscape_scene_render_create(scene, rate, 2, params, error));
    engine.free(params);
    engine.calls.otoscape_scene_free(scene);
    return typeof render === "number" ? new SceneEars(engine, render) : render;
  }

  feed(left: Float32Array, right: Float32Array, frames: number): void {
    this.set(left, right, frames);
    this.engine.calls.otoscape_scene_render_feed(this.render, this.planes.from(0), frames);
  }
  start(frame: number): number {
    return Math.max(0, Number(this.engine.calls.otoscape_scene_render_start(this.render, BigInt(frame))));
  }
  write(left: Float32Array, right: Float32Array, frames: number, heard: Heard): void {
    this.set(left, right, frames);
    this.engine.calls.otoscape_scene_render_write(this.render, this.planes.from(0), frames);
    this.readAll(heard);
  }
  end(heard: Heard): void {
    this.engine.calls.otoscape_scene_render_end(this.render);
    this.readAll(heard);
  }
  report(report: Pointer): number { return this.engine.calls.otoscape_scene_render_report(this.render, report); }
  free(): void {
    this.engine.calls.otoscape_scene_render_destroy(this.render);
    this.planes.free();
  }

  private set(left: Float32Array, right: Float32Array, frames: number): void {
    this.planes.channel(0, frames).set(left.subarray(0, frames));
    this.planes.channel(1, frames).set(right.subarray(0, frames));
  }
  private readAll(heard: Heard): void {
    for (;;) {
      const frames = this.engine.calls.otoscape_scene_render_read(this.render, this.planes.from(2), kBlock);
      if (frames <= 0) return;
      heard([this.planes.channel(2, frames), this.planes.channel(3, frames)], frames);
    }
  }
}
