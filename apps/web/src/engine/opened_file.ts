// SPDX-License-Identifier: Apache-2.0
// A film or sound file, looked at: which sound track can be decoded here, and what is to be said about the others.
import {ALL_FORMATS, AudioSampleSink, BlobSource, EncodedPacketSink, Input, MPEG_TS} from "mediabunny";
import type {InputAudioTrack, InputVideoTrack} from "mediabunny";
import {besides} from "./beside";
import {kMostChannels} from "./fold";
import type {Beside} from "./head_reader";
import {SoundTrack} from "./sound_track";
import {Told} from "./told";

export interface OpenedFile {
  source: Blob;
  input: Input;
  audio: InputAudioTrack;
  picture: InputVideoTrack | null;
  sound: SoundTrack;
  originS: number;  // of the programme, in the file's own time
  notes: string[];
  beside: Beside;
}

/** mime: of a file that is fine but whose sound cannot be decoded here. */
export class CannotOpen extends Told {
  constructor(sentence: string, readonly mime: string | null = null) { super(sentence); }
}

const kNames: Record<string, string> = {
  ac3: "AC-3 (Dolby Digital)", eac3: "E-AC-3 (Dolby Digital Plus)", aac: "AAC", mp3: "MP3", opus: "Opus",
  vorbis: "Vorbis", flac: "FLAC",
};

const kLastS = 1;  // a packet of sound is shorter

async function nameOf(track: InputAudioTrack): Promise<string> {
  const codec = await track.getCodec();
  if (codec !== null) return kNames[codec] ?? codec.toUpperCase();
  const id = await track.getInternalCodecId();
  return typeof id === "string" && /^[\w ./-]{1,32}$/.test(id) ? id : "an unknown code";
}

async function looked(file: Blob): Promise<[Input, InputAudioTrack[]]> {
  const input = new Input({formats: ALL_FORMATS, source: new BlobSource(file)});
  try {
    if (!(await input.canRead())) throw new Error();
    return [input, await input.getAudioTracks()];
  } catch {
    input.dispose();
    throw new CannotOpen("This file is no film or sound file that can be opened here; try MP4, MKV, MOV, WebM, WAV, " +
                         "FLAC, MP3 or Ogg.");
  }
}

async function decodable(tracks: InputAudioTrack[], notes: string[]): Promise<InputAudioTrack | null> {
  let found: InputAudioTrack | null = null;
  for (const track of tracks) {
    if (await track.canDecode()) {
      found ??= track;
    } else {
      notes.push(`Sound track ${track.number} is ${await nameOf(track)}, which this browser cannot decode.`);
    }
  }
  return found;
}

/** Where the programme ends, in s. A Matroska track need not say how long its last packet is: it is decoded then. */
async function endOf(input: Input, audio: InputAudioTrack): Promise<number> {
  const said = await input.computeDuration();
  const last = await new EncodedPacketSink(audio).getPacket(Infinity, {metadataOnly: true});
  if (last === null || last.duration > 0 || last.timestamp < said - kLastS) return said;
  const sample = await decoded(audio, last.timestamp);
  return Math.max(said, sample?.endS ?? 0);
}

/** What comes out of the decoder at a time; null where nothing does. */
async function decoded(audio: InputAudioTrack, timeS: number): Promise<{rate: number; endS: number} | null> {
  const sample = await new AudioSampleSink(audio).getSample(timeS).catch(() => null);
  if (sample === null) return null;
  const {sampleRate: rate, timestamp, duration} = sample;
  sample.close();
  return {rate, endS: timestamp + duration};
}

/** A transport stream's clock began long before it, and sound alone has nothing that it could be late against. */
async function originOf(input: Input): Promise<number> {
  const free = await input.getFormat() === MPEG_TS || await input.getPrimaryVideoTrack() === null;
  return free ? Math.max(0, await input.getFirstTimestamp()) : 0;
}

async function checked(input: Input, audio: InputAudioTrack, notes: string[]): Promise<SoundTrack> {
  const firstS = await audio.getFirstTimestamp(), channels = await audio.getNumberOfChannels();
  // Some AAC comes out at twice the rate that its file says.
  const rate = (await decoded(audio, firstS))?.rate ?? await audio.getSampleRate();
  if (rate < 8000 || rate > 192000) {
    throw new CannotOpen(`This file's sound has ${rate} samples a second; 8000 to 192000 can be rendered.`);
  }
  if (channels > kMostChannels) {
    throw new CannotOpen(`This file's sound has ${channels} channels; up to ${kMostChannels} can be rendered.`);
  }
  if (channels > 2) notes.push(`The ${channels} channels are folded to two; the low-frequency channel is left out.`);
  const originS = await originOf(input), frames = Math.round(rate * (await endOf(input, audio) - originS));
  if (!(frames > 0)) throw new CannotOpen("This file holds no sound: its length is zero.");
  const first = Math.min(frames, Math.max(0, Math.round(rate * (firstS - originS))));
  return new SoundTrack(audio, {rate, frames, first, originS});
}

export async function openedFile(file: Blob): Promise<OpenedFile> {
  const [input, tracks] = await looked(file);
  try {
    if (tracks.length === 0) throw new CannotOpen("This film has no sound; choose one with a sound track.");
    const notes: string[] = [];
    const audio = await decodable(tracks, notes);
    if (audio === null) throw new CannotOpen(notes.join(" "), await input.getMimeType());
    if (tracks.length > 1) notes.push(`Of ${tracks.length} sound tracks, number ${audio.number} is rendered.`);
    const sound = await checked(input, audio, notes);
    return {source: file, input, audio, picture: await input.getPrimaryVideoTrack(), sound, notes, originS: sound.originS,
            beside: await besides(file)};
  } catch (error) {
    input.dispose();
    if (error instanceof CannotOpen) throw error;
    throw new CannotOpen(`This file cannot be read (${String(error)}); it may be damaged.`);
  }
}
