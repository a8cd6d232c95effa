// SPDX-License-Identifier: Apache-2.0
// What plays a file: takes that follow each other, the change of rate, and the files that are written.
import assert from "node:assert/strict";
import {test} from "node:test";
import {noise, sources} from "./module.mjs";

const {PlayerCore, PeakLimit, RateChange, Wav, Pieces, cleaned} =
  await sources("player_core", "peak_limit", "rate_change", "wav", "pieces", "fold");
const kRate = 48000, kBlock = 128;

/** Chunks of a take whose sample at frame n is value(n), the room twice as loud. */
function feed(core, take, from, to, value, seek = false) {
  core.feed({kind: "take", take, frame: from, seek});
  for (let at = from; at < to; at += 1000) {
    const frames = Math.min(1000, to - at), planes = new Float32Array(4 * frames);
    for (let i = 0; i < frames; ++i) {
      planes[i] = planes[frames + i] = 2 * value(at + i);
      planes[2 * frames + i] = planes[3 * frames + i] = value(at + i);
    }
    core.feed({kind: "sound", take, planes});
  }
}
function play(core, blocks) {
  const left = new Float32Array(blocks * kBlock), right = new Float32Array(blocks * kBlock);
  for (let at = 0; at < left.length; at += kBlock) {
    core.process(left.subarray(at, at + kBlock), right.subarray(at, at + kBlock));
  }
  return left;
}
const wave = (n) => Math.fround(0.4 * Math.sin(n / 20));

test("a take is played from its frame on, and a newer one of the same sound is not noticed", () => {
  const core = new PlayerCore(kRate);
  feed(core, 1, 4800, 4800 + 2 * kRate, wave);
  core.play(true);
  const before = play(core, 100);
  feed(core, 2, core.frame + 480, core.frame + kRate, wave);
  const after = play(core, 100);
  const all = Float32Array.from([...before, ...after]);
  for (let i = 480; i < all.length; ++i) assert.ok(Math.abs(all[i] - wave(4800 + i)) < 1e-6, `frame ${i}`);
  assert.equal(core.number, 2);
});

test("takes that follow each other within a crossfade make no click", () => {
  const core = new PlayerCore(kRate);
  feed(core, 1, 0, kRate, () => 0.1);
  core.play(true);
  play(core, 20);
  feed(core, 2, core.frame, kRate, () => 0.3);
  const parts = [play(core, 5)];
  feed(core, 3, core.frame, kRate, () => 0.2);
  feed(core, 4, core.frame, kRate, () => 0.4);
  parts.push(play(core, 40));
  const out = Float32Array.from(parts.flatMap((part) => [...part]));
  for (let i = 1; i < out.length; ++i) assert.ok(Math.abs(out[i] - out[i - 1]) < 0.001, `frame ${i}`);
  assert.equal(core.number, 4);
  feed(core, 5, core.frame, kRate, () => 0.1);
  play(core, 3);
  core.play(false);
  play(core, 10);
  feed(core, 6, core.frame, kRate, () => 0.1);
  play(core, 2);
  assert.equal(core.number, 6, "also where it paused amid a crossfade");
});

test("other settings at the end leave it at the end", () => {
  const core = new PlayerCore(kRate);
  feed(core, 1, 0, 9600, wave);
  core.feed({kind: "end", take: 1});
  core.play(true);
  play(core, 100);
  assert.equal(core.state, "ended");
  core.feed({kind: "take", take: 2, frame: 9600, seek: false});
  core.feed({kind: "end", take: 2});
  play(core, 1);
  assert.equal(core.number, 2);
  assert.equal(core.state, "ended");
});

test("the room's peaks stay below -1 dBFS, what is lower passes, and what is no number is silence", () => {
  const limit = new PeakLimit(kRate);
  for (const x of noise(1000, 0.05)) assert.equal(limit.next(x, -x), 1);
  for (const x of noise(kRate, 3)) assert.ok(Math.abs(x * limit.next(x, 0)) < 0.891);
  for (let i = 0; i < 10 * kRate; ++i) limit.next(0, 0);
  assert.ok(limit.next(0.5, 0.5) > 0.999);
  assert.deepEqual(cleaned(Float32Array.of(1, NaN, -Infinity, 0.5)), Float32Array.of(1, 0, 0, 0.5));
});

test("room and heard are crossfaded within 10 ms, in time with each other", () => {
  const core = new PlayerCore(kRate);
  feed(core, 1, 0, kRate, wave);
  core.play(true);
  play(core, 20);
  core.room(true);
  play(core, 5);
  const at = core.frame, room = play(core, 10);
  for (let i = 0; i < room.length; ++i) assert.ok(Math.abs(room[i] - 2 * wave(at + i)) < 1e-6);
});

test("stopping is silence within 10 ms, and nothing moves then", () => {
  const core = new PlayerCore(kRate);
  feed(core, 1, 0, kRate, () => 0.5);
  core.play(true);
  play(core, 20);
  core.play(false);
  const out = play(core, 6), frame = core.frame;
  assert.ok(out.subarray(480).every((x) => x === 0));
  assert.ok(out.subarray(0, 400).every((x, i) => i === 0 || out[i - 1] - x < 0.002), "faded");
  play(core, 10);
  assert.equal(core.frame, frame);
  assert.equal(core.state, "paused");
});

test("a player without sound says so, waits where it is, and goes on", () => {
  const core = new PlayerCore(kRate);
  feed(core, 1, 0, 10000, () => 0.5);
  core.play(true);
  play(core, 100);
  assert.equal(core.state, "starved");
  const frame = core.frame;
  assert.ok(frame <= 10000 && frame > 8000);
  for (let at = 10000; at < 30000; at += 1000) {
    core.feed({kind: "sound", take: 1, planes: new Float32Array(4000).fill(0.5)});
  }
  play(core, 4);
  assert.equal(core.state, "playing");
  assert.ok(core.frame > frame);
});

test("a seek fades out, waits for its sound, and ends at the end", () => {
  const core = new PlayerCore(kRate);
  feed(core, 1, 0, kRate, wave);
  core.play(true);
  play(core, 20);
  core.feed({kind: "take", take: 2, frame: 96000, seek: true});
  const out = play(core, 10);
  assert.ok(out.subarray(480).every((x) => x === 0));
  assert.equal(core.state, "waiting");
  feed(core, 2, 96000, 97000, wave, true);
  core.feed({kind: "end", take: 2});
  play(core, 1);
  assert.ok(core.frame >= 96000);
  play(core, 20);
  assert.equal(core.state, "ended");
  assert.equal(core.frame, 97000);
});

test("another sample rate keeps a tone within -90 dB, and a region has the samples of the whole", () => {
  for (const [from, to] of [[44100, 48000], [48000, 44100], [96000, 48000], [8000, 48000], [48000, 192000]]) {
    const sound = Float32Array.from({length: from}, (_, i) => Math.sin(2 * Math.PI * 997 * i / from));
    const whole = new RateChange(from, to, 1);
    whole.start(0);
    for (let at = 0; at < from; at += 777) whole.push([sound], at, Math.min(777, from - at));
    whole.end();
    const out = new Float32Array(whole.ready);
    assert.ok(Math.abs(out.length - to) <= 2, `${out.length} of ${to}`);
    whole.read([out], 0, out.length);
    let worst = 0;
    for (let i = Math.round(to / 10); i < 0.9 * to; ++i) {
      worst = Math.max(worst, Math.abs(out[i] - Math.sin(2 * Math.PI * 997 * i / to)));
    }
    assert.ok(20 * Math.log10(worst) < -90, `${from} to ${to}: ${20 * Math.log10(worst)} dB`);
    const region = new RateChange(from, to, 1), first = Math.round(to / 3), part = new Float32Array(500);
    region.start(first);
    region.push([sound], region.firstInput(first), 4000 * Math.ceil(from / to));
    region.read([part], 0, 500);
    assert.deepEqual(part, out.subarray(first, first + 500));
  }
});

test("equal rates pass bit for bit", () => {
  const same = new RateChange(48000, 48000, 1), sound = noise(1000, 0.1), out = new Float32Array(1000);
  same.start(0);
  same.push([sound], 0, 1000);
  assert.equal(same.ready, 1000);
  same.read([out], 0, 1000);
  assert.deepEqual(out, sound);
});

test("a WAV file holds its samples as floats", async () => {
  const wav = new Wav(44100), sound = noise(1001, 0.3);
  wav.add(sound, sound.map((x) => -x), 1001);
  const bytes = new DataView(await wav.blob().arrayBuffer());
  assert.equal(bytes.getUint32(4, true), bytes.byteLength - 8);
  assert.equal(bytes.getUint32(60, true), 44100);
  assert.equal(bytes.getUint32(76, true), 1001 * 8);
  assert.equal(bytes.getFloat32(80 + 500 * 8, true), sound[500]);
  assert.equal(bytes.getFloat32(84 + 500 * 8, true), -sound[500]);
});

test("a file in pieces is filled in wherever it is written", async () => {
  const pieces = new Pieces(), wanted = new Uint8Array(9_000_000);
  for (let at = 0; at < wanted.length; at += 1_000_000) {
    const part = wanted.subarray(at, at + 1_000_000).fill(1 + at / 1_000_000);
    pieces.append(part);
  }
  const later = [[0, 8, 50], [4_194_300, 12, 51], [8_999_999, 3, 52], [5, 6, 53], [9_000_010, 1, 54]];
  for (const [at, size, value] of later) {
    pieces.write(new Uint8Array(size).fill(value), at);
  }
  const made = new Uint8Array(await pieces.blob("x/y").arrayBuffer());
  assert.equal(made.length, 9_000_011);
  assert.deepEqual([...made.subarray(3, 13)], [50, 50, 53, 53, 53, 53, 53, 53, 1, 1]);
  assert.deepEqual([...made.subarray(4_194_298, 4_194_314)], [5, 5, ...Array(12).fill(51), 5, 5]);
  assert.deepEqual([...made.subarray(8_999_998)], [9, 52, 52, 52, 0, 0, 0, 0, 0, 0, 0, 0, 54]);
});
