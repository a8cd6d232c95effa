// SPDX-License-Identifier: Apache-2.0
// ./run web bench: the module's size, and its speed in Node as an audio thread would run it, on one core.
// "--check" fails where a bar is missed: 500 kB compressed, 5 % of a core on average, 1.3 ms for the worst block while
// listeners change. Times are processor time, or the best of several rounds, so that another program's share is not
// counted. A real-time run in Chromium is printed beside them.
import {gzipSync} from "node:zlib";
import {played} from "./played.mjs";
import {noise, sources, wasmBytes} from "../tests/engine/module.mjs";

const kRate = 48000, kBlock = 128, kSeconds = 10, kRounds = 5;
const kBars = {gzipKb: 500, share: 0.05, worstMs: 1.3};
const kUsual = {listener: "preset:N4", scene: null, fullScaleDbSpl: 91, ringing: "off", smearing: true};

const {Otoscape, LiveCore} = await sources("module", "live_core");
const bytes = wasmBytes();
const module = new WebAssembly.Module(bytes);
const left = noise(kRate, 0.05, 1), right = noise(kRate, 0.05, 2);
const out = [new Float32Array(kBlock), new Float32Array(kBlock)];
const silence = new Float32Array(kBlock);

function made(settings) {
  const core = new LiveCore(new Otoscape(module), kRate, settings, () => undefined);
  const why = core.make(settings);
  if (why !== null) throw new Error(why.sentence);
  return core;
}
function block(core, number) {
  const at = (number * kBlock) % (kRate - kBlock);
  core.process(left.subarray(at, at + kBlock), right.subarray(at, at + kBlock), out[0], out[1]);
}

/** Processor time so far, in seconds. */
function used() {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Share of a core, of sound and of the silence after it. */
function average() {
  const core = made(kUsual), blocks = kSeconds * kRate / kBlock;
  let sound = Infinity, quiet = Infinity;
  for (let round = 0; round < kRounds; ++round) {
    const before = used();
    for (let i = 0; i < blocks; ++i) block(core, i);
    const between = used();
    for (let i = 0; i < blocks / 4; ++i) core.process(silence, silence, out[0], out[1]);
    sound = Math.min(sound, between - before);
    if (round > 0) quiet = Math.min(quiet, 4 * (used() - between));
  }
  return [sound / kSeconds, quiet / kSeconds];
}

/** The worst block while listeners change, with the reading of the text, at equal places the best of all rounds. */
function changes() {
  const presets = ["preset:S2", "preset:N4", "preset:normal", "preset:N3", "preset:off", "preset:N6"];
  const each = 60, times = new Float64Array(presets.length * each).fill(Infinity);
  const core = made(kUsual);
  for (let round = 0; round < kRounds + 3; ++round) {
    for (let i = 0; i < times.length; ++i) {
      const start = performance.now();
      if (i % each === 0) core.change({...kUsual, listener: presets[i / each]});
      block(core, i);
      times[i] = Math.min(times[i], performance.now() - start);
    }
  }
  return Math.max(...times);
}

const gzipKb = gzipSync(bytes, {level: 9}).length / 1000;
const [share, quiet] = average();
const worstMs = changes();
const quantumMs = 1000 * kBlock / kRate;
const rows = [
  ["module", `${(bytes.length / 1000).toFixed(0)} kB, ${gzipKb.toFixed(0)} kB compressed`, gzipKb <= kBars.gzipKb],
  ["stereo N4, blocks of 128", `${(100 * share).toFixed(2)} % of a core, ${(1 / share).toFixed(0)} times real time`,
   share <= kBars.share],
  ["silence after it", `${(quiet / share).toFixed(2)} times as long`, quiet < 2 * share],
  ["worst block while listeners change", `${worstMs.toFixed(2)} ms, ${(100 * worstMs / quantumMs).toFixed(0)} % of a block`,
   worstMs <= kBars.worstMs],
];
for (const [name, figure, holds] of rows) console.log(`${name.padEnd(36)} ${figure}${holds ? "" : "   (bar missed)"}`);
await played();
if (process.argv.includes("--check") && rows.some(([, , holds]) => !holds)) process.exit(1);
