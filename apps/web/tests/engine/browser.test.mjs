// SPDX-License-Identifier: Apache-2.0
// The engine in Chromium: it renders what it renders in Node, plays a film with its picture, and exports. Skipped where
// there is no Chromium.
import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {after, before, test} from "node:test";
import {asked, closed, faults, folder, kFfmpeg, opened, skip, wavOf} from "./chromium.mjs";
import {heardInNode} from "./heard.mjs";
import {soundDifference} from "./heard_files.mjs";
import {noise} from "./module.mjs";

const settings = {listener: "preset:N3", scene: null, fullScaleDbSpl: 91, ringing: "off", smearing: true};
let page;
before(async () => { page = await opened(); });
after(closed);

test("an OfflineAudioContext gives what Node gives", {skip}, async () => {
  const [left, right] = [noise(24000, 0.05, 5), noise(24000, 0.05, 6)];
  const heard = await heardInNode(left, right, 48000, "preset:N3");
  const [made, latency] = await page.evaluate(async ({left, right, settings}) => {
    const context = new OfflineAudioContext(2, left.length, 48000);
    const buffer = context.createBuffer(2, left.length, 48000);
    buffer.copyToChannel(Float32Array.from(left), 0);
    buffer.copyToChannel(Float32Array.from(right), 1);
    const source = context.createBufferSource();
    source.buffer = buffer;
    const player = await window.LivePlayer.open(context, await window.otoscape.loadEngine(), source, settings);
    source.start();
    const out = await context.startRendering();
    return [Array.from(out.getChannelData(0)), Math.round(player.latencyS() * 48000)];
  }, {left: [...left], right: [...right], settings});
  let worst = 0;
  for (let i = 0; i + latency < left.length; ++i) worst = Math.max(worst, Math.abs(made[i + latency] - heard[0][i]));
  assert.ok(worst < 1e-6, `${worst}`);
});

test("a sound file plays, changes its listener, and is exported as Node renders it", {skip}, async (t) => {
  const [left, right] = [noise(2 * 44100, 0.05, 7), noise(2 * 44100, 0.05, 8)];
  writeFileSync(path.join(folder, "noise.wav"), wavOf(left, right, 44100));
  const facts = await page.evaluate(async ({settings}) => {
    const file = new File([await (await fetch("noise.wav")).blob()], "noise.wav");
    const context = new AudioContext();
    const player = await window.otoscape.openFile(context, await window.otoscape.loadEngine(), file, settings);
    const states = [], levels = [], faults = [];
    player.addEventListener("state", (event) => states.push(event.detail));
    player.addEventListener("levels", (event) => levels.push(event.detail.room[0][9]));
    player.addEventListener("error", (event) => faults.push(event.detail));
    const ended = new Promise((done) => {
      player.addEventListener("state", (event) => { if (event.detail === "ended") done(); });
    });
    await player.play();
    await new Promise((done) => setTimeout(done, 700));
    const change = await player.configure({...settings, listener: "preset:S2"});
    player.room(true);
    const wrong = await player.configure({...settings, listener: "preset:N33"});
    await player.configure(settings);
    await ended;
    const measured = [];
    player.addEventListener("measuring", (event) => measured.push(event.detail));
    const scene = await player.configure({...settings, scene: "preset:one-ear"});
    await player.seek(1);
    const sought = player.timeS;
    await player.configure(settings);
    const parts = [];
    const blob = await player.exportSound("wav", (part) => parts.push(part), new AbortController().signal);
    const bytes = await window.base64(blob);
    const noFilm = await player.exportFilm("mkv-pcm", () => undefined, new AbortController().signal)
      .catch((error) => error.message);
    const stopper = new AbortController();
    stopper.abort();
    const stopped = await player.exportSound("wav", () => undefined, stopper.signal).catch((e) => e.name);
    const timeS = player.timeS;
    player.stop();
    return {durationS: player.durationS, timeS, states, levels, faults, change, wrong, parts: parts.length, noFilm,
            stopped, scene, sought, measured, bytes, underruns: context.playbackStats?.underrunEvents};
  }, {settings});
  assert.equal(facts.durationS, 2);
  assert.deepEqual(facts.faults, []);
  assert.equal(facts.states.at(0), "playing");
  assert.equal(facts.states.at(-1), "ended");
  assert.equal(facts.change, null);
  assert.equal(facts.scene, null);
  assert.equal(facts.measured.at(-1), 1);
  assert.equal(facts.sought, 1);
  assert.match(facts.wrong.sentence, /N33/);
  assert.ok(facts.levels.length > 20, `${facts.levels.length} levels`);
  assert.ok(facts.parts > 5);
  assert.match(facts.noFilm, /no picture/);
  assert.equal(facts.stopped, "AbortError");
  t.diagnostic(`states ${facts.states.join(" ")}; underruns ${facts.underruns}`);
  const heard = await heardInNode(left, right, 44100, "preset:N3");
  const bytes = Buffer.from(facts.bytes, "base64");
  assert.equal(bytes.length, 80 + 8 * left.length);
  let worst = 0;
  for (let i = 0; i < left.length; ++i) worst = Math.max(worst, Math.abs(bytes.readFloatLE(80 + 8 * i) - heard[0][i]));
  assert.ok(worst < 1e-6, `${worst}`);
});

test("refused settings leave the sound, and a change at once after a seek is heard there", {skip}, async () => {
  const sound = noise(10 * 44100, 0.05, 9);
  writeFileSync(path.join(folder, "long.wav"), wavOf(sound, sound, 44100));
  const facts = await page.evaluate(async ({settings}) => {
    const file = new File([await (await fetch("long.wav")).blob()], "long.wav");
    const context = new AudioContext();
    const player = await window.otoscape.openFile(context, await window.otoscape.loadEngine(), file, settings);
    const until = async (timeS) => {
      for (let i = 0; i < 80 && player.timeS <= timeS; ++i) await new Promise((done) => setTimeout(done, 100));
      return player.timeS;
    };
    await player.play();
    const wrong = await player.configure({...settings, listener: "preset:N33"});
    const after = await until(3.7);  // beyond what was rendered ahead
    const sought = player.seek(6);
    const change = await player.configure({...settings, listener: "preset:S2"});
    await sought;
    const onward = await until(6.5);
    const again = player.seek(8);
    const refused = await player.configure({...settings, listener: "preset:N33"});
    await again;
    const last = await until(8.5);
    const blob = await player.exportSound("wav", () => undefined, new AbortController().signal);
    player.stop();
    return {wrong, after, change, onward, refused, last, size: blob.size};
  }, {settings});
  assert.match(facts.wrong.sentence, /N33/);
  assert.ok(facts.after > 3.7 && facts.after < 6, `${facts.after} s`);
  assert.equal(facts.change, null);
  assert.ok(facts.onward > 6.5 && facts.onward < 8, `${facts.onward} s`);
  assert.match(facts.refused.sentence, /N33/);
  assert.ok(facts.last > 8.5, `${facts.last} s`);
  assert.equal(facts.size, 80 + 8 * sound.length);
});

test("a good change is heard that a refused one overtook, also where a seek came between", {skip}, async () => {
  const facts = await page.evaluate(async ({settings}) => {
    const file = new File([await (await fetch("long.wav")).blob()], "long.wav");
    const typical = {...settings, listener: "preset:normal"}, wrong = {...settings, listener: "preset:N33"};
    const player = await window.otoscape.openFile(new AudioContext(), await window.otoscape.loadEngine(), file, typical);
    const faults = [];
    let softer = 0, heard = 0;  // at 4 kHz
    player.addEventListener("error", (event) => faults.push(event.detail));
    player.addEventListener("levels", ({detail}) => { softer = detail.room[0][15] - detail.heard[0][15]; ++heard; });
    const until = async (so) => {
      for (let i = 0; i < 100 && !so(); ++i) await new Promise((done) => setTimeout(done, 50));
    };
    await player.play();
    await until(() => heard > 0 && Math.abs(softer) < 1);
    const before = softer;
    const whys = await Promise.all([player.configure({...settings, listener: "preset:S2"}), player.configure(wrong)]);
    await until(() => softer > 20);
    const after = softer;
    const refused = player.configure(wrong);  // and at once somewhere else
    await player.seek(6);
    await refused;
    [softer, heard] = [0, 0];
    await until(() => player.timeS > 6.3 && heard > 4 && softer > 20);
    const {timeS} = player;
    player.stop();
    return {whys: whys.map((why) => why?.sentence), before, after, last: softer, timeS, faults};
  }, {settings});
  assert.equal(facts.whys[0], undefined);
  assert.match(facts.whys[1], /N33/);
  assert.ok(Math.abs(facts.before) < 1, `${facts.before} dB`);
  assert.ok(facts.after > 20, `${facts.after} dB`);
  assert.ok(facts.last > 20, `${facts.last} dB`);
  assert.ok(facts.timeS > 6, `${facts.timeS} s`);
  assert.equal(facts.faults.length, 1, facts.faults.join(" "));
});

test("a lost device stays told until it is back, whatever else the player tells", {skip}, async () => {
  const states = await page.evaluate(async ({settings}) => {
    const file = new File([await (await fetch("long.wav")).blob()], "long.wav"), context = new AudioContext();
    const player = await window.otoscape.openFile(context, await window.otoscape.loadEngine(), file, settings);
    const states = [];
    // A machine that others use may run out of sound, which is another thing.
    player.addEventListener("state", ({detail}) => { if (detail !== "starved" && detail !== states.at(-1)) states.push(detail); });
    const until = async (so) => {
      for (let i = 0; i < 100 && !so(); ++i) await new Promise((done) => setTimeout(done, 50));
    };
    await player.play();
    await until(() => states.length > 0);
    context.dispatchEvent(new Event("error"));
    player.pause();
    await until(() => player.news.state === "paused");
    await new Promise((done) => setTimeout(done, 100));
    const while_ = [...states];
    context.dispatchEvent(new Event("statechange"));  // it runs
    player.stop();
    return [while_, states];
  }, {settings});
  assert.deepEqual(states[0], ["playing", "lost"]);
  assert.equal(states[1][2], "paused");
});

test("a microphone that is allowed only after its context was closed is given back", {skip}, async () => {
  const facts = await page.evaluate(async ({settings}) => {
    const context = new AudioContext(), engine = await window.otoscape.loadEngine(), streams = [];
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      streams.push(stream);
      await context.close();
      return stream;
    };
    const opened = await window.otoscape.openMicrophone(context, engine, settings)
      .then(() => "opened", (error) => error.message);
    navigator.mediaDevices.getUserMedia = ask;
    return {opened, states: streams.flatMap((stream) => stream.getTracks().map((track) => track.readyState))};
  }, {settings});
  assert.match(facts.opened, /stopped/);
  assert.deepEqual(facts.states, ["ended"]);
});

test("the microphone is heard, and stops", {skip}, async () => {
  const facts = await page.evaluate(async ({settings}) => {
    const context = new AudioContext();
    const player = await window.otoscape.openMicrophone(context, await window.otoscape.loadEngine(), settings);
    let loudest = -Infinity;
    player.addEventListener("levels", (event) => { loudest = Math.max(loudest, ...event.detail.room[0]); });
    await new Promise((done) => setTimeout(done, 1500));
    const changed = await player.configure({...settings, listener: "preset:bilateral"});  // another latency
    const latencyS = player.latencyS();
    player.stop();
    return {loudest, changed, latencyS};
  }, {settings});
  assert.ok(facts.loudest > 40, `${facts.loudest} dB SPL`);
  assert.equal(facts.changed, null);
  assert.ok(facts.latencyS > 0.012);
});

test("a film's picture follows its sound, and is exported packet by packet", {skip: skip || (!kFfmpeg && "no ffmpeg")},
     async (t) => {
  const film = path.join(folder, "film.mp4");
  const made = spawnSync("ffmpeg", [
    "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=3", "-f", "lavfi", "-i", "sine=f=440:d=3",
    "-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "2", "-c:a", "aac", "-aac_pns", "0", "-ac", "2", film], {encoding: "utf8"});
  assert.equal(made.status, 0, made.stderr);
  const facts = await page.evaluate(async ({settings}) => {
    const file = new File([await (await fetch("film.mp4")).blob()], "film.mp4");
    const context = new AudioContext();
    const player = await window.otoscape.openFile(context, await window.otoscape.loadEngine(), file, settings);
    if (player.picture !== null) document.body.append(player.picture);
    const off = [];
    await player.play();
    for (let i = 0; i < 25; ++i) {
      await new Promise((done) => setTimeout(done, 100));
      if (i >= 12) off.push(player.pictureOffS);
    }
    player.pause();
    const films = {}, began = performance.now();
    for (const kind of ["mkv-pcm", "mov-pcm", "mkv-opus"]) {
      const blob = await player.exportFilm(kind, () => undefined, new AbortController().signal);
      films[kind] = await window.base64(blob);
    }
    const exportsS = (performance.now() - began) / 1000;
    await player.configure({...settings, listener: "preset:normal"});
    const wav = await window.base64(await player.exportSound("wav", () => undefined, new AbortController().signal));
    player.stop();
    return {picture: player.picture !== null, off, films, exportsS, wav};
  }, {settings});
  assert.ok(facts.picture);
  const off = facts.off.map((s) => Math.abs(1000 * s)).sort((a, b) => a - b);
  t.diagnostic(`picture off the sound: median ${off[6].toFixed(1)} ms, at most ${off.at(-1).toFixed(1)} ms; ` +
               `three exports of 3 s: ${facts.exportsS.toFixed(1)} s`);
  const hash = (name) => spawnSync("ffmpeg", ["-v", "error", "-i", name, "-map", "0:v", "-c", "copy", "-bsf:v",
                                              "h264_mp4toannexb", "-f", "md5", "-"], {encoding: "utf8"}).stdout;
  for (const [kind, bytes] of Object.entries(facts.films)) {
    const name = path.join(folder, `out.${kind.slice(0, 3)}`);
    writeFileSync(name, Buffer.from(bytes, "base64"));
    assert.equal(hash(name), hash(film), kind);
  }
  // Typical hearing is the film's own sound, from its first sample on: the decoder's start is not heard.
  writeFileSync(path.join(folder, "film.wav"), Buffer.from(facts.wav, "base64"));
  const {db, offset} = soundDifference(path.join(folder, "film.wav"), film);
  assert.ok(db < -100 && offset === 0, `${db} dB, ${offset} frames off`);
});

test("bad files are refused with one sentence", {skip}, async () => {
  const sentences = await page.evaluate(async ({settings}) => {
    const engine = await window.otoscape.loadEngine(), context = new AudioContext();
    const open = (parts, name) => window.otoscape.openFile(context, engine, new File(parts, name), settings)
      .then(() => "opened", (error) => error.message);
    const wav = new Uint8Array(await (await fetch("noise.wav")).arrayBuffer());
    return [await open([], "empty.wav"), await open([new Uint8Array(5000)], "zeros.mp4"),
            await open(["<script>alert(1)</script>"], "a.html"), await open([wav.slice(0, 44)], "header.wav")];
  }, {settings});
  if (kFfmpeg) {
    const make = (...options) => assert.equal(spawnSync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i",
                                                                   "testsrc2=s=64x64:d=1", ...options]).status, 0);
    make("-f", "lavfi", "-i", "sine=d=1", "-c:a", "ac3", path.join(folder, "ac3.mp4"));
    make(path.join(folder, "silent.mp4"));
    sentences.push(...await page.evaluate(async ({settings}) => {
      const engine = await window.otoscape.loadEngine(), context = new AudioContext();
      return Promise.all(["ac3.mp4", "silent.mp4"].map(async (name) => window.otoscape.openFile(
        context, engine, new File([await (await fetch(name)).blob()], name), settings)
        .then(() => "opened", (error) => error.message)));
    }, {settings}));
    assert.match(sentences.at(-2), /AC-3/);
    assert.match(sentences.at(-1), /no sound/);
  }
  for (const sentence of sentences) assert.match(sentence, /^[A-Z][^\n]*\.$/, sentence);
});

test("a file that is lost while it is measured or before it is opened, and a worker that cannot be loaded, are told", {skip}, async () => {
  const other = await page.context().newPage();  // what goes wrong here is meant to
  await other.goto(page.url());
  const lost = path.join(folder, "lost.wav"), sound = noise(60 * 44100, 0.05, 10);
  writeFileSync(lost, wavOf(sound, sound, 44100));
  const input = await other.evaluateHandle(() =>
    document.body.appendChild(Object.assign(document.createElement("input"), {type: "file"})));
  await input.setInputFiles(lost);
  await other.evaluate(async ({settings}) => {
    window.player = await window.otoscape.openFile(new AudioContext(), await window.otoscape.loadEngine(),
                                                   document.querySelector("input").files[0], settings);
  }, {settings});
  writeFileSync(lost, "");
  const why = await other.evaluate(({settings}) => window.player.configure({...settings, scene: "preset:one-ear"}),
                                   {settings});
  assert.match(why.sentence, /no longer be read/);
  const again = await other.evaluate(async ({settings}) => window.otoscape.openFile(
    new AudioContext(), await window.otoscape.loadEngine(), document.querySelector("input").files[0], settings)
    .then(() => "opened", (error) => error.message), {settings});
  assert.match(again, /no longer be read/);
  await other.route(/file_worker/, (route) => route.abort());
  await other.reload();
  const sentence = await other.evaluate(async ({settings}) => window.otoscape.openFile(
    new AudioContext(), await window.otoscape.loadEngine(), new File(["x"], "x.wav"), settings)
    .then(() => "opened", (error) => error.message), {settings});
  assert.match(sentence, /reload the page/);
  await other.close();
});

test("nothing was asked of another origin, and nothing went wrong unseen", {skip}, () => {
  for (const url of asked) assert.match(url, /^(http:\/\/127\.0\.0\.1:|blob:)/);
  assert.deepEqual(faults, []);
});
