// SPDX-License-Identifier: Apache-2.0
// Live sound as the audio thread runs it: levels by the law, latency, changes without a gap, the room beside it.
import assert from "node:assert/strict";
import {test} from "node:test";
import {noise, sources, wasmBytes} from "./module.mjs";

const {Otoscape, LiveCore, PageEngine, levelsOf, readListener, kBands} =
  await sources("module", "live_core", "engine", "levels", "values", "layout");
const module = new WebAssembly.Module(wasmBytes());
const kRate = 48000, kBlock = 128;
const usual = {listener: "preset:normal", scene: null, fullScaleDbSpl: 91, ringing: "off", smearing: true};

function core(settings, tell = () => undefined) {
  const engine = new Otoscape(module);
  const made = new LiveCore(engine, kRate, settings, tell);
  assert.equal(made.make(settings), null);
  return {engine, core: made};
}

/** Processes whole blocks of both ears; between(block) is called before each. */
function run(made, left, right, between = () => undefined) {
  const out = [new Float32Array(left.length), new Float32Array(left.length)];
  for (let at = 0, block = 0; at < left.length; at += kBlock, ++block) {
    between(block);
    const end = at + kBlock;
    made.process(left.subarray(at, end), right.subarray(at, end), out[0].subarray(at, end), out[1].subarray(at, end));
  }
  return out;
}

const levelDb = (samples) => 10 * Math.log10(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

function tone(hz, db, frames) {
  const amplitude = Math.SQRT2 * 10 ** (db / 20);
  return Float32Array.from({length: frames}, (_, i) =>
    amplitude * Math.sin(2 * Math.PI * hz * i / kRate) * Math.min(1, i / 4800));
}

test("tones come out of N3 and S2 within 1 dB of the law", () => {
  for (const preset of ["preset:N3", "preset:S2"]) {
    const settings = {...usual, listener: preset, smearing: false};
    for (const [hz, dbSpl] of [[500, 65], [1000, 80], [2000, 75], [4000, 90]]) {
      const {engine, core: made} = core(settings);
      const sound = tone(hz, dbSpl - settings.fullScaleDbSpl, 375 * kBlock);
      const [left] = run(made, sound, sound);
      const heard = levelDb(left.subarray(300 * kBlock)) + settings.fullScaleDbSpl;
      const law = engine.calls.otoscape_output_db_spl(readListener(engine, preset), 0, hz, dbSpl);
      assert.ok(Math.abs(heard - law) < 1,
                `${preset} ${hz} Hz ${dbSpl} dB SPL: ${heard.toFixed(2)}, law ${law.toFixed(2)}`);
    }
  }
});

test("the reported latency is the measured one, of what is heard and of the room", () => {
  const {core: made} = core(usual);
  const [left, right] = [noise(200 * kBlock, 0.05, 3), noise(200 * kBlock, 0.05, 4)];
  const heard = run(made, left, right);
  made.room(true);
  const room = run(made, left, right);
  const latency = made.latencyFrames;
  assert.ok(latency > 0 && latency < 0.02 * kRate, `${latency} frames`);
  assert.deepEqual(heard[0].subarray(latency), left.subarray(0, left.length - latency));
  assert.deepEqual(room[1].subarray(kBlock * 8), right.subarray(kBlock * 8 - latency, right.length - latency));
});

test("a listener that changes in slices leaves no gap and no click", () => {
  const {core: made} = core({...usual, listener: "preset:N3"});
  const presets = ["preset:S2", "preset:N4", "preset:normal", "preset:N3"];
  const sound = tone(1000, -26, 1500 * kBlock);
  let changes = 0;
  const [left] = run(made, sound, sound, (block) => {
    if (block % 150 === 100) assert.equal(made.change({...usual, listener: presets[changes++ % presets.length]}), null);
  });
  assert.ok(changes >= 9);
  assert.ok(made.settled);
  // A gap or a click is a step that a tone of this level cannot make: its largest is 2 pi f / rate of its amplitude.
  let step = 0;
  for (let i = 300 * kBlock; i < left.length; ++i) step = Math.max(step, Math.abs(left[i] - left[i - 1]));
  const most = Math.SQRT2 * 10 ** (-26 / 20) * 2 * Math.PI * 1000 / kRate;
  assert.ok(step < 1.1 * most, `${step} of ${most}`);
  for (let block = 300; block < 1499; ++block) {
    assert.ok(levelDb(left.subarray(block * kBlock, (block + 1) * kBlock)) > -80, `silent block ${block}`);
  }
});

test("a listener with an implant has another latency, so it is refused until the render is made anew", () => {
  const {core: made} = core({...usual, listener: "preset:N3"});
  const why = made.change({...usual, listener: "preset:bilateral"});
  assert.match(why.sentence, /latency/);
  assert.equal(made.make({...usual, listener: "preset:bilateral"}), null);
});

/** The audio thread's processor, in a place as it finds there, and what it tells. */
async function processor(settings) {
  const news = [];
  let Made;
  globalThis.sampleRate = kRate;
  globalThis.AudioWorkletProcessor = class { port = {postMessage: (one) => news.push(structuredClone(one))}; };
  globalThis.registerProcessor = (_name, made) => { Made = made; };
  await sources("live_worklet");
  const made = new Made({processorOptions: {wasm: wasmBytes(), settings}});
  const done = (number) => news.find((one) => one.kind === "done" && one.number === number);
  const order = (data) => made.port.onmessage({data});
  const sound = noise(kBlock, 0.05), out = [new Float32Array(kBlock), new Float32Array(kBlock)];
  const blocks = (count) => {
    let goes = true;
    for (let i = 0; i < count && goes; ++i) goes = made.process([[sound, sound]], [out]);
    return goes;
  };
  return {order, blocks, done, out, news};
}

test("a change that waits for another is made and answered in its turn, whatever it asks for", async () => {
  const {order, blocks, done, news, out} = await processor({...usual, listener: "preset:N3"});
  const before = news[0].latencyFrames;
  order({kind: "settings", settings: {...usual, listener: "preset:S2"}, number: 1});
  order({kind: "settings", settings: {...usual, listener: "preset:N33"}, number: 2});
  assert.equal(done(1).why, null);
  blocks(200);
  assert.match(done(2).why.sentence, /N33/);
  order({kind: "play", on: false});
  order({kind: "settings", settings: {...usual, listener: "preset:N4"}, number: 3});
  order({kind: "settings", settings: {...usual, listener: "preset:bilateral"}, number: 4});
  assert.equal(done(4), undefined);
  blocks(200);
  assert.equal(done(4).why, null);
  assert.notEqual(done(4).latencyFrames, before);
  assert.ok(out[0].every((x) => x === 0), "what was paused stays so");
  order({kind: "play", on: true});
  blocks(200);
  assert.ok(out[0].some((x) => x !== 0));
  order({kind: "settings", settings: {...usual, listener: "preset:N5"}, number: 5});
  order({kind: "settings", settings: {...usual, listener: "preset:N6"}, number: 6});
  order({kind: "end"});
  assert.equal(blocks(200), false);
  assert.equal(done(6), undefined);
});

test("levels in third octaves are those of the sound, twenty times a second", () => {
  const messages = [];
  const {core: made} = core({...usual, listener: "preset:off"}, (levels) => messages.push(Float64Array.from(levels)));
  const sound = tone(1000, -31, 750 * kBlock);
  run(made, sound, sound);
  assert.ok(messages.length >= 38 && messages.length <= 40, `${messages.length} in 2 s`);
  const {room, guard} = levelsOf(messages.at(-1));
  assert.equal(room[0].length, kBands);
  assert.ok(Math.abs(room[0][9] - 60) < 0.3, `${room[0][9]} dB SPL`);
  assert.ok(Math.abs(room[1][10] - 49) < 2, `${room[1][10]} dB SPL in the next band`);
  assert.equal(guard, 0);
});

test("silence that follows sound costs no more than sound", () => {
  const {core: made} = core({...usual, listener: "preset:N4"});
  const sound = noise(1500 * kBlock, 0.05), silence = new Float32Array(4500 * kBlock);
  const timed = (samples) => {  // processor time: other programs do not count
    const before = process.cpuUsage();
    run(made, samples, samples);
    const {user, system} = process.cpuUsage(before);
    return (user + system) / samples.length;
  };
  timed(sound);
  const loud = timed(sound), quiet = timed(silence);
  assert.ok(quiet < 3 * loud,  // denormals would cost tens of times as much
            `${(quiet / loud).toFixed(2)} times as long`);
});

test("wrong texts are refused with a sentence, a line and a suggestion, and markup is only text", () => {
  const page = new PageEngine(new Otoscape(module), new ArrayBuffer(0));
  const wrong = page.listener('format = "otoscape.listener/1"\n[both]\nsmering = "auto"\n');
  assert.equal(wrong.suggestion, "smearing");
  assert.equal(wrong.line, 3);
  const names = page.listener('format = "otoscape.listener/1"\nname = "<b>\\u0001ä€😀</b>"\n');
  assert.equal(names.name.replace("?", "\u0001").startsWith("<b>"), true);
  assert.ok(names.name.includes("ä€😀"));
  assert.ok("sentence" in page.listener("x".repeat(2_000_000)));
  assert.ok("sentence" in page.scene('format = "otoscape.scene/1"\n[listeners]\na = "file.toml"\n'));
});

test("ten minutes with a moving listener have no gap", {skip: !process.env.OTOSCAPE_WEB_LONG}, () => {
  const {core: made, engine} = core({...usual, listener: "preset:N3"});
  const presets = ["preset:S2", "preset:N4", "preset:off", "preset:N1", "preset:N6", "preset:N3"];
  const second = noise(375 * kBlock, 0.05);
  let changes = 0, memory = 0;
  for (let s = 0; s < 600; ++s) {
    const [left] = run(made, second, second, (block) => {
      if (block === 10) assert.equal(made.change({...usual, listener: presets[changes++ % presets.length]}), null);
    });
    if (s === 0) continue;
    for (let block = 0; block < 375; ++block) {
      const part = left.subarray(block * kBlock, (block + 1) * kBlock);
      assert.ok(part.some((x) => x !== 0), `silent block at ${s} s`);
      assert.ok(part.every(Number.isFinite));
    }
    if (s === 60) memory = engine.calls.memory.buffer.byteLength;
  }
  assert.ok(engine.calls.memory.buffer.byteLength - memory < 1 << 18, "memory grows");
});
