// SPDX-License-Identifier: Apache-2.0
// A file's sound as heard, as a WAV file, or beside the film's own picture, whose packets are copied unchanged.
import {AudioSample, AudioSampleSource, Output, StreamTarget, canEncodeAudio} from "mediabunny";
import type {AudioCodec, MetadataTags, StreamTargetChunk} from "mediabunny";
import {withCodecDelay} from "./codec_delay";
import {ListenerEars} from "./ears";
import type {Ears} from "./ears";
import type {FilmKind} from "./file_messages";
import {formatOf, fromMatroska, furtherTracks} from "./film_tracks";
import type {OpenedFile} from "./opened_file";
import {PacketCopy, said} from "./packet_copy";
import type {Pause} from "./pause";
import {Pieces} from "./pieces";
import {RateChange} from "./rate_change";
import type {SoundTrack} from "./sound_track";
import {Told} from "./told";
import {Wav} from "./wav";
import {written} from "./written";

const kOpusBitrate = 256_000, kOpusRate = 48000;

interface Sound { left: Float32Array; right: Float32Array; frames: number; first: number }

/** All of a file as heard, in order, from a frame to the end. */
async function* heard(sound: SoundTrack, from: number, ears: Ears, pause: Pause, signal: AbortSignal):
    AsyncGenerator<Sound> {
  let ready: Sound[] = [], first = from;
  const take = (both: readonly [Float32Array, Float32Array], given: number) => {
    const frames = Math.min(given, sound.frames - first);
    if (frames <= 0) return;
    ready.push({left: both[0].slice(0, frames), right: both[1].slice(0, frames), frames, first});
    first += frames;
  };
  for await (const block of sound.from(ears.start(from, 0))) {
    ears.write(block.left, block.right, block.frames, take);
    yield* ready;
    ready = [];
    await pause.now();
    signal.throwIfAborted();
  }
  ears.end(take);
  yield* ready;
}

/** The same at another rate: browsers' encoders change it as well, and are late by their filter's delay. */
async function* atRate(sounds: AsyncGenerator<Sound>, from: number, to: number): AsyncGenerator<Sound> {
  if (from === to) return yield* sounds;
  const change = new RateChange(from, to, 2);
  let first = -1;
  const ready = (): Sound => {
    const frames = change.ready, sound = {left: new Float32Array(frames), right: new Float32Array(frames), frames, first};
    change.read([sound.left, sound.right], 0, frames);
    first += frames;
    return sound;
  };
  for await (const {left, right, frames, first: at} of sounds) {
    if (first < 0) {
      first = Math.floor(at * to / from);
      change.start(first);
      const before = at - change.firstInput(first), silence = new Float32Array(before);
      change.push([silence, silence], 0, before);
    }
    change.push([left, right], 0, frames);
    if (change.ready > 0) yield ready();
  }
  if (first < 0) return;
  change.end();
  if (change.ready > 0) yield ready();
}

type Progress = (part: number) => void;

/** Tells whole hundredths. */
function hundredths(frames: number, tell: Progress): (done: number) => void {
  let told = -1;
  return (done) => {
    const part = Math.floor(100 * done / frames);
    if (part !== told) tell((told = part) / 100);
  };
}

export async function exported(what: "wav" | FilmKind, file: OpenedFile, ears: Ears, pause: Pause, signal: AbortSignal,
                               tell: Progress): Promise<Blob> {
  // A listener's sound that begins late is rendered from there on, as the command does it; a scene's from its own start.
  const from = ears instanceof ListenerEars ? file.sound.first : 0;
  const sounds = heard(file.sound, from, ears, pause, signal);
  const progress = hundredths(file.sound.frames, tell);
  return what === "wav" ? wav(file, sounds, progress) : film(what, file, sounds, progress);
}

async function wav(file: OpenedFile, sounds: AsyncGenerator<Sound>, progress: (done: number) => void): Promise<Blob> {
  const out = new Wav(file.sound.rate);
  for await (const sound of sounds) {
    if (out.frames < sound.first) out.addSilence(sound.first - out.frames);
    out.add(sound.left, sound.right, sound.frames);
    progress(sound.first + sound.frames);
  }
  return out.blob();
}

async function codecOf(kind: FilmKind): Promise<AudioCodec> {
  if (kind !== "mkv-opus") return "pcm-f32";  // as wav.ts
  const able = await canEncodeAudio("opus", {numberOfChannels: 2, sampleRate: kOpusRate, bitrate: kOpusBitrate});
  if (!able) throw new Told("This browser cannot make Opus sound here; export the film with PCM sound.");
  return "opus";
}

async function film(kind: FilmKind, file: OpenedFile, sounds: AsyncGenerator<Sound>, progress: (done: number) => void):
    Promise<Blob> {
  if (file.picture === null) throw new Told("This file has no picture; export its sound.");
  const pieces = new Pieces();
  const writable = new WritableStream<StreamTargetChunk>({write: ({data, position}) => pieces.write(data, position)});
  const format = formatOf(kind), {languageCode, name, disposition} = await said(file.audio);
  const output = new Output({format, target: new StreamTarget(writable)});
  const codec = await codecOf(kind);
  const copies = [await PacketCopy.picture(output, file.picture, file.originS)];
  const audio = new AudioSampleSource(codec === "opus" ? {codec, bitrate: kOpusBitrate} : {codec});
  await written(() => output.addAudioTrack(audio, {languageCode, name, disposition: {...disposition, default: true}}));
  copies.push(...await furtherTracks(file, output));
  const copied = async (timeS: number) => { for (const copy of copies) await copy.until(timeS); };
  const tags = await file.input.getMetadataTags().catch((): MetadataTags => ({}));
  await written(() => output.setMetadataTags({...tags, title: tags.title ?? (file.beside.title || undefined)}));
  await written(() => output.start());
  try {
    const rate = codec === "opus" ? kOpusRate : file.sound.rate;
    for await (const sound of atRate(sounds, file.sound.rate, rate)) {
      // First: what is copied is written only as far as this reaches, and waits in memory before a late start.
      await written(() => addSound(audio, sound, rate));
      await copied(sound.first / rate);
      progress((sound.first + sound.frames) * file.sound.rate / rate);
    }
    await written(() => audio.close());
    await copied(Infinity);
    await written(() => output.finalize());
  } catch (error) {
    await output.cancel();
    throw error;
  }
  const made = pieces.blob(format.mimeType);
  return kind === "mov-pcm" ? made : written(async () => withCodecDelay(made, await lateOpus(file, codec)));
}

/** How many Opus tracks are written with the time at which decoding starts: what Matroska holds, not MP4's edit lists. */
async function lateOpus(file: OpenedFile, made: AudioCodec): Promise<number> {
  if (await fromMatroska(file)) return Infinity;
  return made === "opus" ? 1 : 0;
}

async function addSound(audio: AudioSampleSource, sound: Sound, sampleRate: number): Promise<void> {
  const data = new Float32Array(2 * sound.frames);
  data.set(sound.left);
  data.set(sound.right, sound.frames);
  const sample = new AudioSample({data, format: "f32-planar", numberOfChannels: 2, sampleRate,
                                  timestamp: sound.first / sampleRate});
  await audio.add(sample);
  sample.close();
}
