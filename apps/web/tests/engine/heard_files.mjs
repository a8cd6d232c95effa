// SPDX-License-Identifier: Apache-2.0
// Films to export, and what of two files is the same: sound aligned by its time stamps, and the picture's packets.
import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {fileURLToPath} from "node:url";

const kVoice = fileURLToPath(new URL("../../public/media/voice-en.flac", import.meta.url));
const kMostOff = 8;  // frames either way that an offset is looked for

export function called(program, ...options) {
  const made = spawnSync(program, options, {maxBuffer: 1 << 30});
  assert.equal(made.status, 0, `${program} ${options.join(" ")}\n${made.stderr}`);
  return made.stdout;
}

/**
 * A film of 6 s with B frames: a voice on the left, and on the right the voice in noise. sound: FFmpeg's options of it;
 * lateS: where it begins.
 */
export function filmOf(name, {sound, picture = ["libx264", "-bf", "2", "-pix_fmt", "yuv420p"], rate = 48000, lateS = 0}) {
  const mixed = "[1]aformat=channel_layouts=mono,volume=0.5,asplit[l][v];" +
                "[2]aformat=channel_layouts=mono[n];[v][n]amix=normalize=0[r];" +
                `[l][r]join=inputs=2:channel_layout=stereo,aresample=${rate},atrim=0:6,` +
                `asetpts=PTS-STARTPTS+${lateS}/TB[a]`;
  called("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=6", "-stream_loop", "3", "-i", kVoice,
         "-f", "lavfi", "-i", "anoisesrc=c=pink:a=0.02:seed=5:d=8:r=48000", "-filter_complex", mixed, "-map", "0:v",
         "-map", "[a]", "-c:v", ...picture, "-c:a", ...sound, name);
}

/** A file's first sound track: both ears, and the frame at which it begins. rate: Hz; its own where none is given. */
function soundOf(name, wantedRate) {
  const facts = JSON.parse(called("ffprobe", "-v", "error", "-select_streams", "a:0", "-show_entries",
                                  "stream=sample_rate:frame=pts_time", "-read_intervals", "%+0.5", "-of", "json", name));
  const rate = wantedRate ?? +facts.streams[0].sample_rate;
  const bytes = called("ffmpeg", "-v", "error", "-i", name, "-map", "0:a:0", "-ar", rate, "-f", "f32le", "-ac", "2", "-");
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return {rate, samples, first: Math.round(+(facts.frames[0].pts_time ?? 0) * rate), frames: samples.length / 2};
}

/**
 * How far one file's sound is from another's at the offset in frames where they are closest: `db`, its power re full
 * scale; `re`, re the other's power; `alone`, how many frames that are not silent only one of them has.
 */
export function soundDifference(made, wanted) {
  const b = soundOf(wanted), a = soundOf(made, b.rate);
  let best = {db: Infinity};
  for (let offset = -kMostOff; offset <= kMostOff; ++offset) {
    const found = differenceAt(a, b, offset);
    if (found.db < best.db) best = {...found, offset};
  }
  return {...best, alone: Math.max(only(a, b), only(b, a))};
}
/** Frames of one that are not silent, where the other has none. */
function only({samples, first, frames}, other) {
  let count = 0;
  for (let i = 0; i < frames; ++i) {
    const inside = first + i >= other.first && first + i < other.first + other.frames;
    if (!inside && Math.abs(samples[2 * i]) + Math.abs(samples[2 * i + 1]) > 1e-5) ++count;
  }
  return count;
}
function differenceAt(a, b, offset) {
  const from = Math.max(a.first, b.first + offset), to = Math.min(a.first + a.frames, b.first + b.frames + offset);
  let wrong = 0, sum = 0;
  for (let frame = from; frame < to; ++frame) {
    for (let ear = 0; ear < 2; ++ear) {
      const x = a.samples[2 * (frame - a.first) + ear], y = b.samples[2 * (frame - offset - b.first) + ear];
      wrong += (x - y) ** 2;
      sum += y ** 2;
    }
  }
  const floor = 1e-30;
  return {db: 10 * Math.log10(wrong / (2 * (to - from)) + floor), re: 10 * Math.log10(wrong / sum + floor)};
}

function packets(name, stream) {
  return JSON.parse(called("ffprobe", "-v", "error", "-select_streams", stream, "-show_packets", "-show_data_hash", "md5",
                           "-of", "json", name)).packets;
}
/** Of a stream's packets that are heard: what is before 0 only prepares the decoder. */
export function packetHashes(name, stream) {
  return packets(name, stream).filter(({pts_time}) => +pts_time >= 0).map(({data_hash}) => data_hash);
}
/** When a stream is first heard, in ms: the time of its first packet that is not before 0. */
export function firstMs(name, stream) { return 1000 * packets(name, stream).map(({pts_time}) => +pts_time).find((s) => s >= 0); }
/** Hash, time and kind of every packet of the picture. */
export function picturePackets(name) {
  return packets(name, "v:0").map(({data_hash, pts_time, flags}) => ({hash: data_hash, ms: 1000 * +pts_time, key: flags.startsWith("K")}));
}
