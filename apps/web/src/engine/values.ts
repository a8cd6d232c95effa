// SPDX-License-Identifier: Apache-2.0
// Listeners, scenes and parameters inside the engine, from text and settings.
import type {Pointer} from "./calls";
import {kLiveSetup, kParams, kReport, kRinging} from "./layout";
import type {Otoscape} from "./module";
import type {ReadError, Settings} from "./types";

/** Longer texts are refused before they are copied: a listener or scene of people has some kilobytes. */
export const kLongestText = 1 << 20;

function tooLong(text: string): ReadError | null {
  if (text.length <= kLongestText) return null;
  return {sentence: "This text is longer than a million characters; open a listener or scene file.", line: 0,
          suggestion: ""};
}

export function readListener(engine: Otoscape, text: string): Pointer | ReadError {
  return tooLong(text) ?? engine.withText(text, (at, size) =>
    engine.made((error) => engine.calls.otoscape_listener_from_text(at, size, 0, 0, error)));
}

export function readScene(engine: Otoscape, text: string): Pointer | ReadError {
  return tooLong(text) ?? engine.withText(text, (at, size) =>
    engine.made((error) => engine.calls.otoscape_scene_from_text(at, size, 0, error)));
}

/** otoscape_params; the caller frees it. */
export function makeParams(engine: Otoscape, settings: Settings): Pointer {
  const params = engine.take(kParams.size);
  engine.calls.otoscape_params_init(params, kParams.size);
  const view = engine.view;
  view.setFloat64(params + kParams.fullScale, settings.fullScaleDbSpl, true);
  view.setInt32(params + kParams.smearing, settings.smearing ? 1 : 0, true);
  view.setInt32(params + kParams.ringing, kRinging[settings.ringing], true);
  return params;
}

/** A live render of two channels. */
export function makeLive(engine: Otoscape, settings: Settings, rate: number): Pointer | ReadError {
  const listener = readListener(engine, settings.listener);
  if (typeof listener !== "number") return listener;
  const params = makeParams(engine, settings);
  const setup = engine.take(kLiveSetup.size + 4);
  const {calls} = engine;
  calls.otoscape_live_setup_init(setup, kLiveSetup.size);
  const list = setup + kLiveSetup.size;
  const view = engine.view;
  view.setFloat64(setup + kLiveSetup.rate, rate, true);
  view.setInt32(setup + kLiveSetup.channels, 2, true);
  view.setInt32(setup + kLiveSetup.count, 1, true);
  view.setUint32(setup + kLiveSetup.listeners, list, true);
  view.setUint32(list, listener, true);
  const live = engine.made((error) => calls.otoscape_live_create(setup, params, error));
  engine.free(setup, params);
  calls.otoscape_listener_free(listener);
  return live;
}

/** Begins a change that otoscape_live_prepare goes on with. */
export function beginChange(engine: Otoscape, live: Pointer, settings: Settings): ReadError | null {
  const listener = readListener(engine, settings.listener);
  if (typeof listener !== "number") return listener;
  const params = makeParams(engine, settings);
  const why = engine.done((error) => engine.calls.otoscape_live_begin_change(live, listener, params, error));
  engine.free(params);
  engine.calls.otoscape_listener_free(listener);
  return why;
}

/** Frames on which the guard lowered the level, so far. report: kReport.size bytes to use. */
export function guardedFrames(engine: Otoscape, report: Pointer, ask: (report: Pointer) => number): number {
  engine.view.setUint32(report, kReport.size, true);
  return ask(report) === 0 ? Number(engine.view.getBigInt64(report + kReport.guardedFrames, true)) : 0;
}
