// SPDX-License-Identifier: Apache-2.0
// A film or sound file, looked at: which sound track can be decoded here, and what is to be said about the others.
import {ALL_FORMATS, AudioSampleSink, BlobSource, EncodedPacketSink, Input} from "mediabunny";
import type {InputAudioTrack, InputVideoTrack} from "mediabunny";
import {kMostChannels} from "./fold";
import {SoundTrack} from "./sound_track";

export interface OpenedFile {
  input: Input;
  audio: InputAudioTrack;
  picture: InputVideoTrack | null;
  sound: SoundTrack;
  notes: string[];
}

/** mime: of a file that is fine but whose sound cannot be decoded here. */
export class CannotOpen extends Error {
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
  const sample = await new AudioSampleSink(audio).getSample(last.timestamp).catch(() => null);
  if (sample === null) return said;
  sample.close();
  return Math.max(said, sample.timestamp + sample.duration);
}

async function checked(input: Input, audio: InputAudioTrack, notes: string[]): Promise<SoundTrack> {
  const [rate, channels] = [await audio.getSampleRate(), await audio.getNumberOfChannels()];
  if (rate < 8000 || rate > 192000) {
    throw new CannotOpen(`This file's sound has ${rate} samples a second; 8000 to 192000 can be rendered.`);
  }
  if (channels > kMostChannels) {
    throw new CannotOpen(`This file's sound has ${channels} channels; up to ${kMostChannels} can be rendered.`);
  }
  if (channels > 2) notes.push(`The ${channels} channels are folded to two; the low-frequency channel is left out.`);
  const frames = Math.round(rate * await endOf(input, audio));
  if (!(frames > 0)) throw new CannotOpen("This file holds no sound: its length is zero.");
  const first = Math.min(frames, Math.max(0, Math.round(rate * await audio.getFirstTimestamp())));
  return new SoundTrack(audio, rate, frames, first);
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
    return {input, audio, picture: await input.getPrimaryVideoTrack(), sound, notes};
  } catch (error) {
    input.dispose();
    if (error instanceof CannotOpen) throw error;
    throw new CannotOpen(`This file cannot be read (${String(error)}); it may be damaged.`);
  }
}
