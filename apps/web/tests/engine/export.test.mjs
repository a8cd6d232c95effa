// SPDX-License-Identifier: Apache-2.0
// What the page exports beside what the command renders of the same film. Half a minute: only in ./run web long.
import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import path from "node:path";
import {after, before, test} from "node:test";
import {closed, faults, folder, kFfmpeg, opened, skip as noBrowser} from "./chromium.mjs";
import {called, filmOf, picturePackets, soundDifference} from "./heard_files.mjs";
import {kRoot} from "./module.mjs";

const kProgram = process.env.OTOSCAPE_PROGRAM ?? path.join(kRoot, "build/otoscape");
const skip = (!process.env.OTOSCAPE_WEB_LONG && "only in ./run web long") || noBrowser || (!kFfmpeg && "no ffmpeg");
const kExtension = {wav: "wav", "mkv-pcm": "mkv", "mov-pcm": "mov", "mkv-opus": "opus.mkv"};
// What is meant by "within": power re full scale. Re the sound, which N3 makes 60 dB softer, the bar is what this
// machine's own sets of instructions leave between them, where a step of the smearing hangs on the last bit of a level.
const kLossless = {within: -100, re: -60, typical: -150}, kLossy = {within: -100, re: -50, typical: -120};
const kEdge = 1100;  // a packet of AAC: some players end with it, some at the time that the file says
const kFilms = [
  {name: "pcm.mkv", sound: ["pcm_s16le"], ...kLossless},
  {name: "flac.mkv", sound: ["flac"], rate: 44100, ...kLossless},
  {name: "late.mkv", sound: ["flac"], lateS: 0.31, ...kLossless},
  // Noise substitution off: each decoder draws that noise of its own.
  {name: "aac.mp4", sound: ["aac", "-b:a", "160k", "-aac_pns", "0"], ...kLossy},
  {name: "opus.webm", sound: ["libopus", "-b:a", "128k"], picture: ["libvpx", "-deadline", "realtime", "-b:v", "200k"],
   ...kLossy},
  {name: "story.mkv", sound: ["pcm_s24le"], scene: "preset:one-ear", ...kLossless},
];
const kSettings = {listener: "preset:N3", scene: null, fit: true, fullScaleDbSpl: 91, ringing: "full", smearing: true};

let page;
before(async () => { if (!skip) page = await opened(); });
after(closed);

async function exported(name, settings, kinds) {
  const files = await page.evaluate(async ({name, settings, kinds}) => {
    const file = new File([await (await fetch(name)).blob()], name), files = {};
    const player = await window.otoscape.openFile(new AudioContext(), await window.otoscape.loadEngine(), file, settings);
    const never = new AbortController().signal;
    for (const kind of kinds) {
      const blob = kind === "wav" ? await player.exportSound("wav", () => undefined, never)
        : await player.exportFilm(kind, () => undefined, never);
      files[kind] = await window.base64(blob);
    }
    player.stop();
    return files;
  }, {name, settings: {...kSettings, ...settings}, kinds});
  return Object.fromEntries(Object.entries(files).map(([kind, bytes]) => {
    const made = path.join(folder, `${name}.${kExtension[kind]}`);
    writeFileSync(made, Buffer.from(bytes, "base64"));
    return [kind, made];
  }));
}

/** Says the difference, and that it is within the bar. */
function compared(t, what, made, wanted, {within, re = 0}) {
  const found = soundDifference(made, wanted);
  t.diagnostic(`${what}: ${found.db.toFixed(1)} dB re full scale, ${found.re.toFixed(1)} dB re the sound, offset ` +
               `${found.offset}, ${found.alone} frames in one alone`);
  assert.ok(found.db <= within && found.re <= re, `${what}: ${found.db} dB, ${found.re} dB`);
  assert.ok(Math.abs(found.offset) <= 1, `${what}: ${found.offset} frames off`);
  assert.ok(found.alone <= kEdge, `${what}: ${found.alone} frames`);
}

for (const {name, within, re, typical, scene = null, ...film} of kFilms) {
  test(`${name} is exported as the command renders it`, {skip}, async (t) => {
    const source = path.join(folder, name);
    filmOf(source, film);
    const render = (out, ears, ...options) =>
      called(kProgram, "render", source, "-q", "-o", out, ...ears, "--sample-format", "f32", ...options);
    const ears = scene ? ["--scene", scene, "--fit"] : ["--listener", "preset:N3"];
    const wav = `${source}.command.wav`, mkv = `${source}.command.mkv`, room = `${source}.room.wav`;
    render(wav, ears);
    render(mkv, ears, "--audio-codec", "pcm");
    render(room, ["--listener", "preset:normal"]);
    const {wav: unchanged} = await exported(name, {listener: "preset:normal"}, ["wav"]);
    compared(t, "typical hearing", unchanged, room, {within: typical});
    const made = await exported(name, {scene}, Object.keys(kExtension));
    compared(t, "WAV", made.wav, wav, {within, re});
    const pictures = picturePackets(source);
    for (const kind of ["mkv-pcm", "mov-pcm", "mkv-opus"]) {
      // Opus is an encoder of its own: its time is compared, and that it is that sound.
      compared(t, kind, made[kind], mkv, kind === "mkv-opus" ? {within: 0, re: -20} : {within, re});
      const copied = picturePackets(made[kind]);
      assert.deepEqual(copied.map(({hash, key}) => [hash, key]), pictures.map(({hash, key}) => [hash, key]), kind);
      copied.forEach(({ms}, i) => assert.ok(Math.abs(ms - pictures[i].ms) <= 1, `${kind}: ${ms} for ${pictures[i].ms} ms`));
    }
  });
}

test("nothing went wrong unseen", {skip}, () => assert.deepEqual(faults, []));
