// SPDX-License-Identifier: Apache-2.0
// What the page exports beside what the command renders of the same film. Half a minute: only in ./run web long.
import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {after, before, test} from "node:test";
import {closed, faults, folder, kFfmpeg, opened, skip as noBrowser} from "./chromium.mjs";
import {called, filmOf, firstMs, packetHashes, picturePackets, soundDifference} from "./heard_files.mjs";
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

/** Names a Matroska track's language by the newer element, in two letters. */
function renamed(name) {
  const bytes = readFileSync(name), at = bytes.indexOf(Buffer.from([0x22, 0xb5, 0x9c, 0x83, 0x64, 0x65, 0x75]));
  assert.ok(at > 0, name);
  bytes.set([0x22, 0xb5, 0x9d, 0x83, 0x64, 0x65, 0], at);  // "deu" becomes "de"
  writeFileSync(name, bytes);
}

test("further sounds, covers and attachments come along, and what cannot is counted", {skip}, async () => {
  const at = (name) => path.join(folder, name);
  writeFileSync(at("words.srt"), "1\n00:00:00,500 --> 00:00:02,000\nGood morning.\n");
  writeFileSync(at("chapters.txt"), ";FFMETADATA1\ntitle=A kitchen\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=3000\ntitle=One\n");
  writeFileSync(at("font.ttf"), "no font");
  called("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "color=s=32x32:d=1", "-frames:v", "1", at("cover.png"));
  filmOf(at("plain.mkv"), {sound: ["flac"]});
  const inputs = ["-i", at("plain.mkv"), "-i", at("words.srt"), "-i", at("chapters.txt")];
  // The sound, a commentary, one second of it, and the sound as Opus.
  const maps = ["-filter_complex", "[0:a]atrim=0:1[short]", "-map", "0:v", "-map", "0:a", "-map", "0:a", "-map", "[short]", "-map", "0:a",
                "-map", "1:s", "-map_metadata", "2", "-map_chapters", "2", "-c:v", "copy", "-c:a", "aac", "-c:a:3", "libopus",
                "-metadata:s:a:0", "language=fra", "-metadata:s:a:1", "language=deu", "-metadata:s:a:1", "title=Director"];
  called("ffmpeg", "-v", "error", "-y", ...inputs, ...maps, "-c:a:0", "flac", "-attach", at("font.ttf"), "-attach", at("cover.png"),
         "-metadata:s:t:0", "mimetype=font/ttf", "-metadata:s:t:1", "mimetype=image/png", "-write_crc32", "0", at("rich.mkv"));
  renamed(at("rich.mkv"));
  called("ffmpeg", "-v", "error", "-y", ...inputs, ...maps, "-c:s", "mov_text", "-timecode", "01:00:00:00", at("rich.mp4"));
  const none = {subtitles: 0, chapters: 0, attachments: 0, data: 0, sounds: 0, pictures: 0};
  for (const [name, lost] of [["rich.mkv", {subtitles: 1, chapters: 1}], ["rich.mp4", {subtitles: 1, chapters: 1, data: 1}],
                              ["plain.mkv", {}]]) {
    const left = await page.evaluate(async ({name, settings}) => {
      const file = new File([await (await fetch(name)).blob()], name);
      const player = await window.otoscape.openFile(new AudioContext(), await window.otoscape.loadEngine(), file, settings);
      player.stop();
      return ["mkv-pcm", "mov-pcm"].map((kind) => player.leftOut(kind));
    }, {name, settings: kSettings});
    assert.deepEqual(left, [{...none, ...lost}, {...none, ...lost, attachments: name === "rich.mkv" ? 2 : 0}], name);
  }
  for (const source of ["rich.mkv", "rich.mp4"]) {
    for (const file of Object.values(await exported(source, {}, ["mkv-pcm", "mov-pcm", "mkv-opus"]))) {
      const made = JSON.parse(called("ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", file));
      const sounds = made.streams.filter((one) => one.codec_type === "audio");
      assert.deepEqual(sounds.slice(0, 2).map(({codec_name, tags}) => [codec_name, tags.language]),
                       [[file.endsWith("opus.mkv") ? "opus" : "pcm_f32le", "fra"], ["aac", "deu"]], file);
      assert.deepEqual(sounds.slice(2).map(({codec_name}) => codec_name), ["aac", "opus"], file);
      for (const sound of ["a:1", "a:2", "a:3"]) {
        assert.deepEqual(packetHashes(file, sound), packetHashes(at(source), sound), `${file} ${sound}`);
        const late = firstMs(file, sound) - firstMs(at(source), sound);
        assert.ok(Math.abs(late) <= 1, `${file} ${sound}: ${late} ms late`);
      }
      assert.ok(["title", "MOVIE/TITLE"].some((tag) => made.format.tags[tag] === "A kitchen"), file);
      if (source === "rich.mkv" && file.endsWith("mkv")) assert.ok(made.streams.some((one) => one.codec_type === "attachment"), file);
      if (source === "rich.mkv" && file.endsWith("mkv")) assert.ok(made.streams.some((one) => one.disposition.attached_pic === 1), file);
    }
  }
});

test("nothing went wrong unseen", {skip}, () => assert.deepEqual(faults, []));
