// SPDX-License-Identifier: Apache-2.0
// What is large, fast, or changes on its way: 192 kHz, other rates amid a file, five hours, more than 4 GB. Two minutes:
// only in ./run web long.
import assert from "node:assert/strict";
import {closeSync, ftruncateSync, openSync, readFileSync, statSync, writeSync} from "node:fs";
import path from "node:path";
import {after, before, test} from "node:test";
import {closed, faults, folder, kFfmpeg, opened, processMegabytes, skip as noBrowser} from "./chromium.mjs";
import {called} from "./heard_files.mjs";

const skip = (!process.env.OTOSCAPE_WEB_LONG && "only in ./run web long") || noBrowser || (!kFfmpeg && "no ffmpeg");
const kSettings = {listener: "preset:N3", scene: null, fit: true, fullScaleDbSpl: 91, ringing: "off", smearing: true};
const kMostMegabytes = 250;  // that seeking and measuring may add; the sound alone would be 1.2 GB

let page;
before(async () => {
  if (skip) return;
  page = await opened();
  await page.evaluate((settings) => {
    const input = document.body.appendChild(Object.assign(document.createElement("input"), {type: "file"}));
    /** Opens what the input holds, as a visitor's file; the context's rate in Hz where it is given. */
    window.openChosen = async (rate) => {
      const context = new AudioContext(rate === undefined ? {} : {sampleRate: rate});
      const player = await window.otoscape.openFile(context, await window.otoscape.loadEngine(), input.files[0], settings);
      player.seen = [];
      for (const name of ["state", "error"]) player.addEventListener(name, (event) => player.seen.push(event.detail));
      player.addEventListener("levels", ({detail}) => { player.loudest = detail.room[0].indexOf(Math.max(...detail.room[0])); });
      return player;
    };
    window.passes = (ms) => new Promise((done) => setTimeout(done, ms));
  }, kSettings);
});
after(closed);
const choose = (name) => page.locator("input").setInputFiles(path.join(folder, name));
const made = (name, ...options) => called("ffmpeg", "-v", "error", "-y", ...options, path.join(folder, name));

test("a device of 192 kHz plays a file and live sound", {skip}, async () => {
  made("tone.wav", "-f", "lavfi", "-i", "sine=f=1000:r=44100:d=4");
  await choose("tone.wav");
  const facts = await page.evaluate(async (settings) => {
    const player = await window.openChosen(192000);
    await player.play();
    await window.passes(1500);
    const {timeS, seen, loudest} = player;
    player.stop();
    const context = new AudioContext({sampleRate: 192000}), source = new OscillatorNode(context, {frequency: 1000});
    source.start();
    const live = await window.LivePlayer.open(context, await window.otoscape.loadEngine(), source, settings);
    let band = -1;
    live.addEventListener("levels", ({detail}) => { band = detail.room[0].indexOf(Math.max(...detail.room[0])); });
    await window.passes(500);
    const why = await live.configure({...settings, listener: "preset:S2"});
    live.stop();
    return {timeS, seen, loudest, band, why};
  }, kSettings);
  assert.ok(facts.timeS > 0.7, `${facts.timeS} s`);
  assert.deepEqual([facts.loudest, facts.band, facts.why], [9, 9, null]);
  assert.deepEqual(facts.seen.filter((one) => one.length > 10), []);
});

test("sound whose rate and channels change on its way keeps its pitch and its time", {skip}, async () => {
  // A recorder's transport stream whose programme changes: its clock starts at 1.4 s.
  made("one.ts", "-f", "lavfi", "-i", "sine=f=1000:r=44100:d=2", "-ac", "1", "-c:a", "aac");
  made("two.ts", "-f", "lavfi", "-i", "sine=f=1000:r=48000:d=2", "-ac", "2", "-c:a", "aac", "-output_ts_offset", "2");
  const both = openSync(path.join(folder, "both.ts"), "w");
  for (const name of ["one.ts", "two.ts"]) writeSync(both, readFileSync(path.join(folder, name)));
  closeSync(both);
  await choose("both.ts");
  const facts = await page.evaluate(async (settings) => {
    const player = await window.openChosen();
    await player.configure({...settings, listener: "preset:normal"});
    const blob = await player.exportSound("wav", () => undefined, new AbortController().signal);
    player.stop();
    return {bytes: await window.base64(blob), durationS: player.durationS};
  }, kSettings);
  const bytes = Buffer.from(facts.bytes, "base64"), left = [];
  for (let at = 80; at < bytes.length; at += 8) left.push(bytes.readFloatLE(at));
  const cycles = (from, to) => {  // a second
    let count = 0;
    for (let i = from + 1; i < to; ++i) if (left[i - 1] < 0 && left[i] >= 0) ++count;
    return count * 44100 / (to - from);
  };
  assert.ok(Math.abs(cycles(22050, 66150) - 1000) < 3, `${cycles(22050, 66150)} Hz`);
  assert.ok(Math.abs(cycles(110250, 154350) - 1000) < 3, `${cycles(110250, 154350)} Hz`);
  assert.ok(Math.abs(facts.durationS - 4) < 0.1, `${facts.durationS} s`);
});

test("a film of five hours plays, is sought in, and is measured within bounded memory", {skip}, async (t) => {
  const hours = 5, seconds = 3600 * hours;
  made("hours.mp4", "-f", "lavfi", "-i", `testsrc2=s=32x32:r=1:d=${seconds}`, "-f", "lavfi", "-i",
       `sine=f=1000:r=8000:d=${seconds}`, "-c:v", "libx264", "-preset", "ultrafast", "-g", "60", "-pix_fmt", "yuv420p",
       "-c:a", "aac", "-b:a", "8k");
  await choose("hours.mp4");
  const began = performance.now();
  await page.evaluate(async () => { window.film = await window.openChosen(); });
  const openedMs = performance.now() - began;
  assert.equal(Math.round(await page.evaluate(() => window.film.durationS)), seconds);
  await page.evaluate(async () => { await window.film.play(); await window.passes(2000); });
  const before = await processMegabytes(), waited = [];
  for (const hour of [4.9, 0.5, 2.5, 4.4, 1.1, 3.3, 0, 4.99]) {
    const at = await page.evaluate(async (s) => {
      const from = performance.now();
      await window.film.seek(s);
      while (window.film.news.state !== "playing") await window.passes(20);
      const ms = performance.now() - from;
      await window.passes(800);
      return [window.film.timeS, ms];
    }, 3600 * hour);
    assert.ok(at[0] >= 3600 * hour && at[0] < 3600 * hour + 10, `${at[0]} s for ${hour} h`);
    waited.push(Math.round(at[1]));
  }
  const sought = await processMegabytes();
  const sceneMs = await page.evaluate(async (settings) => {
    const from = performance.now(), why = await window.film.configure({...settings, scene: "preset:age-40-to-80"});
    if (why) throw new Error(why.sentence);
    return performance.now() - from;
  }, kSettings);
  const measured = await processMegabytes();
  const seen = await page.evaluate(() => { window.film.stop(); return window.film.seen; });
  t.diagnostic(`opened in ${Math.round(openedMs)} ms; sound after seeks: ${waited.join(", ")} ms; a story measured in ` +
               `${(sceneMs / 1000).toFixed(1)} s; all processes ${before} MB, after seeks ${sought}, after that ${measured}`);
  assert.ok(before > 100, `${before} MB of all processes: they cannot be read`);
  assert.ok(Math.max(sought, measured) < before + kMostMegabytes, `${before}, ${sought}, ${measured} MB`);
  assert.deepEqual(seen.filter((one) => one.length > 10), []);
});

/** RF64 of two channels, 16 bits, 192 kHz: silence that takes no room on the disk, and 30 s of a tone near the end. */
function sparseRf64(name, seconds, toneS) {
  const rate = 192000, frame = 4, size = BigInt(seconds * rate * frame), header = Buffer.alloc(80);
  header.write("RF64", 0);
  header.writeUInt32LE(0xffffffff, 4);
  header.write("WAVEds64", 8);
  header.writeUInt32LE(28, 16);
  header.writeBigUInt64LE(size + 72n, 20);
  header.writeBigUInt64LE(size, 28);
  header.writeBigUInt64LE(BigInt(seconds * rate), 36);
  header.write("fmt ", 48);
  [[52, 16], [60, rate], [64, rate * frame]].forEach(([at, value]) => header.writeUInt32LE(value, at));
  [[56, 1], [58, 2], [68, frame], [70, 16]].forEach(([at, value]) => header.writeUInt16LE(value, at));
  header.write("data", 72);
  header.writeUInt32LE(0xffffffff, 76);
  const file = openSync(path.join(folder, name), "w"), tone = Buffer.alloc(frame * rate);
  for (let i = 0; i < rate; ++i) tone.writeInt32LE(Math.round(8000 * Math.sin(2 * Math.PI * 1000 * i / rate)) << 16, frame * i);
  for (let i = 0; i < rate; ++i) tone.writeInt16LE(tone.readInt16LE(frame * i + 2), frame * i);
  writeSync(file, header);
  ftruncateSync(file, Number(size) + 80);
  for (let s = toneS; s < toneS + 30; ++s) writeSync(file, tone, 0, tone.length, 80 + s * rate * frame);
  closeSync(file);
}

test("an RF64 file of more than 4 GB at 192 kHz opens and is played beyond 4 GB", {skip}, async (t) => {
  sparseRf64("large.wav", 6000, 5900);
  const {size, blocks} = statSync(path.join(folder, "large.wav"));
  assert.ok(size > 2 ** 32 && blocks * 512 < 200e6, `${size} bytes, ${blocks * 512} on the disk`);
  await choose("large.wav");
  const before = await processMegabytes();
  const facts = await page.evaluate(async () => {
    const player = await window.openChosen();
    await player.play();
    await player.seek(5905);
    await window.passes(2000);
    const {durationS, timeS, seen, loudest} = player;
    return {durationS, timeS, seen, loudest};
  });
  t.diagnostic(`${(size / 1e9).toFixed(2)} GB; all processes ${before} MB, then ${await processMegabytes()} MB`);
  assert.equal(facts.durationS, 6000);
  assert.ok(facts.timeS > 5905.5, `${facts.timeS} s`);
  assert.equal(facts.loudest, 9);
  assert.deepEqual(facts.seen.filter((one) => one.length > 10), []);
});

test("nothing went wrong unseen", {skip}, () => assert.deepEqual(faults, []));
