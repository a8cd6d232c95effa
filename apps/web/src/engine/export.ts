// SPDX-License-Identifier: Apache-2.0
// A file's sound as heard, as a WAV file, or beside the film's own picture, whose packets are copied unchanged.
import {
  AudioSample, AudioSampleSource, EncodedPacketSink, EncodedVideoPacketSource, MkvOutputFormat, MovOutputFormat, Output,
  StreamTarget, canEncodeAudio,
} from "mediabunny";
import type {AudioCodec, InputVideoTrack, StreamTargetChunk} from "mediabunny";
import type {Ears} from "./ears";
import type {FilmKind} from "./file_messages";
import type {OpenedFile} from "./opened_file";
import type {Pause} from "./pause";
import {Pieces} from "./pieces";
import type {SoundTrack} from "./sound_track";
import {Wav} from "./wav";

const kOpusBitrate = 256_000;

interface Sound { left: Float32Array; right: Float32Array; frames: number; first: number }

/** All of a file as heard, in order, from frame 0 to the end. */
async function* heard(sound: SoundTrack, ears: Ears, pause: Pause, signal: AbortSignal): AsyncGenerator<Sound> {
  let ready: Sound[] = [], first = 0;
  const take = (both: readonly [Float32Array, Float32Array], given: number) => {
    const frames = Math.min(given, sound.frames - first);
    if (frames <= 0) return;
    ready.push({left: both[0].slice(0, frames), right: both[1].slice(0, frames), frames, first});
    first += frames;
  };
  ears.start(0);
  for await (const block of sound.from(0)) {
    ears.write(block.left, block.right, block.frames, take);
    yield* ready;
    ready = [];
    await pause.now();
    signal.throwIfAborted();
  }
  ears.end(take);
  yield* ready;
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
  const sounds = heard(file.sound, ears, pause, signal);
  const progress = hundredths(file.sound.frames, tell);
  return what === "wav" ? wav(file, sounds, progress) : film(what, file, sounds, progress);
}

async function wav(file: OpenedFile, sounds: AsyncGenerator<Sound>, progress: (done: number) => void): Promise<Blob> {
  const out = new Wav(file.sound.rate);
  for await (const sound of sounds) {
    out.add(sound.left, sound.right, sound.frames);
    progress(sound.first + sound.frames);
  }
  return out.blob();
}

async function codecOf(kind: FilmKind, file: OpenedFile): Promise<AudioCodec> {
  if (kind !== "mkv-opus") return "pcm-f32";  // as wav.ts
  const able = await canEncodeAudio("opus", {numberOfChannels: 2, sampleRate: file.sound.rate, bitrate: kOpusBitrate});
  if (!able) throw new Error("This browser cannot make Opus sound here; export the film with PCM sound.");
  return "opus";
}

/** The picture's packets up to a time, as sound gets there. */
class PictureCopy {
  private readonly source: EncodedVideoPacketSource;
  private readonly packets: AsyncGenerator<Awaited<ReturnType<EncodedPacketSink["getFirstPacket"]>>>;
  private readonly meta: EncodedVideoChunkMetadata;
  private next: Awaited<ReturnType<EncodedPacketSink["getFirstPacket"]>> | undefined;
  private begun = false;

  private constructor(track: InputVideoTrack, codec: ConstructorParameters<typeof EncodedVideoPacketSource>[0],
                      decoderConfig: VideoDecoderConfig) {
    this.source = new EncodedVideoPacketSource(codec);
    this.packets = new EncodedPacketSink(track).packets();
    this.meta = {decoderConfig};
  }
  static async to(output: Output, track: InputVideoTrack): Promise<PictureCopy> {
    const codec = await track.getCodec(), config = await track.getDecoderConfig();
    if (codec === null || config === null) {
      throw new Error("This film's picture is of a kind that cannot be copied here; export the sound alone.");
    }
    const copy = new PictureCopy(track, codec, config);
    output.addVideoTrack(copy.source, {rotation: await track.getRotation()});
    return copy;
  }
  async until(timeS: number): Promise<void> {
    for (;;) {
      this.next ??= (await this.packets.next()).value ?? null;
      if (this.next === null || this.next!.timestamp > timeS) return;
      await this.source.add(this.next!, this.begun ? undefined : this.meta);
      this.begun = true;
      this.next = undefined;
    }
  }
}

async function film(kind: FilmKind, file: OpenedFile, sounds: AsyncGenerator<Sound>, progress: (done: number) => void):
    Promise<Blob> {
  if (file.picture === null) throw new Error("This file has no picture; export its sound.");
  const pieces = new Pieces();
  const writable = new WritableStream<StreamTargetChunk>({write: ({data, position}) => pieces.write(data, position)});
  const format = kind === "mov-pcm" ? new MovOutputFormat({fastStart: false}) : new MkvOutputFormat();
  const output = new Output({format, target: new StreamTarget(writable)});
  const codec = await codecOf(kind, file);
  const picture = await PictureCopy.to(output, file.picture);
  const audio = new AudioSampleSource(codec === "opus" ? {codec, bitrate: kOpusBitrate} : {codec});
  output.addAudioTrack(audio, {languageCode: await file.audio.getLanguageCode()});
  output.setMetadataTags(await file.input.getMetadataTags());
  await output.start();
  try {
    const {rate} = file.sound;
    for await (const sound of sounds) {
      await picture.until(sound.first / rate);
      await addSound(audio, sound, rate);
      progress(sound.first + sound.frames);
    }
    await picture.until(Infinity);
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  return pieces.blob(format.mimeType);
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
