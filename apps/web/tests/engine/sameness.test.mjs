// SPDX-License-Identifier: Apache-2.0
// The module renders what this machine's own build does, within -100 dB: every listener preset and every scene preset,
// each at one of three rates in turn, and at all three in ./run web long.
import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, test} from "node:test";
import {kRoot, noise, sources, wasmBytes} from "./module.mjs";

const kRates = [44100, 48000, 96000];
const kListenerS = 0.4;
const kSceneLengthsS = [2, 4, 8, 12, 16, 24, 32, 48, 64, 96];  // the first that a scene can be fitted to
const kSameDb = -100;    // of power
const kSampleDb = -80;   // of one sample
const kLibrary = process.env.OTOSCAPE_LIBRARY ?? path.join(kRoot, "build/library/door/c/libotoscape.so");

const {Otoscape, PageEngine, ListenerEars, readScene, makeParams, Planes} =
  await sources("module", "engine", "ears", "values");
const bytes = wasmBytes();
const engine = new Otoscape(new WebAssembly.Module(bytes));
const page = new PageEngine(engine, bytes);
const settings = {listener: "preset:normal", scene: null, fullScaleDbSpl: 91, ringing: "full", smearing: true};
const folder = mkdtempSync(path.join(tmpdir(), "otoscape-web-"));
after(() => rmSync(folder, {recursive: true}));

function sceneLengthS(text) {
  const scene = readScene(engine, text);
  const found = kSceneLengthsS.find((s) => engine.calls.otoscape_scene_fit(scene, s, 0) === 0);
  engine.calls.otoscape_scene_free(scene);
  return found;
}

const ratesOf = (number) => (process.env.OTOSCAPE_WEB_LONG ? kRates : [kRates[number % kRates.length]]);
const listeners = page.presets("listener").map(({name}) => name.replace(/^age:.*/, "age:60:male"));
const cases = [
  ...listeners.flatMap((name, number) => ratesOf(number).map((rate) => ({
    name: `${name.replaceAll(":", "-")}-${rate}`, kind: "listener", text: `preset:${name}`, rate,
    frames: Math.round(kListenerS * rate),
  }))),
  ...page.presets("scene").flatMap(({name}, number) => {
    const length_s = sceneLengthS(`preset:${name}`);
    return ratesOf(number).map((rate) => ({
      name: `scene-${name}-${rate}`, kind: "scene", text: `preset:${name}`, rate, length_s,
      frames: Math.round(length_s * rate),
    }));
  }),
];
const most = Math.max(...cases.map((c) => c.frames));
const sound = [noise(most, 0.05, 1), noise(most, 0.05, 2)];

before(() => {
  writeFileSync(path.join(folder, "noise.f32"), Buffer.concat(sound.map((ear) => Buffer.from(ear.buffer))));
  const made = spawnSync("python3", [path.join(kRoot, "apps/web/tests/engine/native.py"), kLibrary, folder],
                         {input: JSON.stringify(cases), encoding: "utf8"});
  assert.equal(made.status, 0, made.stderr);
});

function live(c) {
  // As native.py, the default parameters: a listener's ringing is off.
  const ears = ListenerEars.make(engine, {...settings, listener: c.text, ringing: "off"}, c.rate);
  assert.ok(ears instanceof ListenerEars, ears.sentence);
  ears.start(0);
  const heard = [new Float32Array(c.frames), new Float32Array(c.frames)];
  let at = 0;
  for (let frame = 0; frame < c.frames; frame += 2048) {
    const frames = Math.min(2048, c.frames - frame);
    ears.write(sound[0].subarray(frame, frame + frames), sound[1].subarray(frame, frame + frames), frames,
               (both, count) => {
                 both.forEach((ear, i) => heard[i].set(ear, at));
                 at += count;
               });
  }
  ears.free();
  // ears take the latency off; native.py leaves it in.
  return {heard, skipped: c.frames - at, frames: at};
}

function scene(c) {
  const {calls} = engine;
  const text = readScene(engine, c.text), params = makeParams(engine, {...settings, ringing: "full"});
  assert.equal(calls.otoscape_scene_fit(text, c.length_s, 0), 0);
  const render = calls.otoscape_scene_render_create(text, c.rate, 2, params, 0);
  const planes = new Planes(engine, 4, 2048);
  const heard = [new Float32Array(c.frames), new Float32Array(c.frames)];
  const each = (call) => {
    for (let frame = 0; frame < c.frames; frame += 2048) {
      const frames = Math.min(2048, c.frames - frame);
      for (const ear of [0, 1]) planes.channel(ear, frames).set(sound[ear].subarray(frame, frame + frames));
      call(planes.pointers, frames);
    }
  };
  let at = 0;
  const read = () => {
    for (let frames; (frames = calls.otoscape_scene_render_read(render, planes.from(2), 2048)) > 0; at += frames) {
      for (const ear of [0, 1]) heard[ear].set(planes.channel(2 + ear, frames), at);
    }
  };
  each((pointers, frames) => calls.otoscape_scene_render_feed(render, pointers, frames));
  assert.equal(calls.otoscape_scene_render_start(render, 0n), 0n);
  each((pointers, frames) => {
    calls.otoscape_scene_render_write(render, pointers, frames);
    read();
  });
  calls.otoscape_scene_render_end(render);
  read();
  calls.otoscape_scene_render_destroy(render);
  calls.otoscape_scene_free(text);
  planes.free();
  engine.free(params);
  return {heard, skipped: 0, frames: at};
}

/**
 * The difference's power re the sound's, as docs/targets.md compares machines, and its largest sample re the sound's
 * largest: where a decision hangs on the last bit of a level, some milliseconds differ by more.
 */
function differenceDb(c, {heard, skipped, frames}) {
  const file = readFileSync(path.join(folder, `${c.name}.f32`));
  const native = new Float32Array(file.buffer, file.byteOffset, 2 * c.frames);
  let peak = 0, worst = 0, sum = 0, wrong = 0;
  for (let ear = 0; ear < 2; ++ear) {
    for (let i = 0; i < frames; ++i) {
      const wanted = native[ear * c.frames + skipped + i], off = Math.abs(wanted - heard[ear][i]);
      peak = Math.max(peak, Math.abs(wanted));
      worst = Math.max(worst, off);
      sum += wanted * wanted;
      wrong += off * off;
    }
  }
  if (c.kind === "scene") assert.equal(frames, c.frames);
  const ratio = (a, b) => (a === 0 ? 0 : a / b);
  return {power: 10 * Math.log10(ratio(wrong, sum)), sample: 20 * Math.log10(ratio(worst, peak))};
}

for (const kind of ["listener", "scene"]) {
  test(`every ${kind} preset sounds as on this machine`, (t) => {
    let power = -Infinity, sample = -Infinity;
    for (const c of cases.filter((one) => one.kind === kind)) {
      const db = differenceDb(c, kind === "listener" ? live(c) : scene(c));
      power = Math.max(power, db.power);
      sample = Math.max(sample, db.sample);
      assert.ok(db.power <= kSameDb && db.sample <= kSampleDb,
                `${c.name}: power ${db.power.toFixed(1)} dB, a sample ${db.sample.toFixed(1)} dB`);
    }
    t.diagnostic(`${cases.filter((one) => one.kind === kind).length} presets and rates: power at most ` +
                 `${power.toFixed(1)} dB, a sample ${sample.toFixed(1)} dB`);
  });
}

test("typical hearing is the room, bit for bit, later by the latency", () => {
  const c = {text: "preset:normal", rate: 48000, frames: 24000};
  const {heard, frames} = live(c);
  for (let ear = 0; ear < 2; ++ear) {
    assert.deepEqual(heard[ear].subarray(0, frames), sound[ear].subarray(0, frames));
  }
});
