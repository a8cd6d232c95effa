// SPDX-License-Identifier: Apache-2.0
// The built-in sound: a morning in a kitchen, 24 s, made here but for the voice. Its loudest is a voice at 62 dB SPL,
// as a calm one at one metre (ANSI S3.5-1997).
import type {Language} from "../i18n";
import {Chance, chirp, clink, pluck, rain, type Track} from "./sounds";
import {wave} from "./wave";

export const kKitchenS = 24;
export const kVoiceAtS = 4;
const kVoiceDbFs = -26;       // of the recorded voice while it speaks
const kVoiceGainDb = -3;      // to 62 dB SPL
export const kVoiceDbSpl = 91 + kVoiceDbFs + kVoiceGainDb;

const kChords = [[110, 220, 261.63, 329.63], [87.31, 174.61, 220, 261.63], [130.81, 196, 261.63, 329.63], [98, 196, 246.94, 293.66]];

export async function voice(language: Language, rate: number): Promise<AudioBuffer> {
  const answer = await fetch(new URL(`media/voice-${language}.flac`, document.baseURI));
  if (!answer.ok) throw new TypeError(`fetch: ${answer.status}`);
  return new OfflineAudioContext(1, 1, rate).decodeAudioData(await answer.arrayBuffer());
}

function guitar(tracks: Track[], from: number, to: number, db: number, chance: Chance): void {
  let beat = 0;
  for (let at = from; at < to; at += 0.36, ++beat) {
    const chord = kChords[Math.floor(beat / 6) % kChords.length];
    const hz = chord[[0, 2, 1, 3, 2, 1][beat % 6]], level = db + chance.between(-2, 2);
    // A little to the left: the farther ear has it softer.
    const [left, right] = tracks;
    const seed = Math.floor(chance.between(1, 2 ** 31));
    pluck(left, {at, hz, db: level}, new Chance(seed));
    pluck(right, {at: at + 0.0002, hz, db: level - 3}, new Chance(seed));
  }
}

function birds(tracks: Track[], chance: Chance): void {
  for (const start of [11.4, 13.1, 15.2, 16.9, 18.4, 20.6]) {
    const hz = chance.between(3400, 5600), octaves = chance.between(-0.7, 0.7), count = 3 + Math.floor(chance.between(0, 4));
    const side = chance.between(-4, 4);
    for (let i = 0; i < count; ++i)
      tracks.forEach((track, ear) => chirp(track, {at: start + i * 0.13, hz: hz * 1.02 ** i, db: 52 + (ear ? side : -side)}, octaves));
  }
}

export function kitchen_tracks(speech: Float32Array, rate: number): Float32Array[] {
  const tracks: Track[] = [0, 1].map(() => ({samples: new Float32Array(kKitchenS * rate), rate}));
  const chance = new Chance(20_117);
  tracks.forEach((track, ear) => rain(track, 41, new Chance(ear + 3)));
  guitar(tracks, 0.5, 3.6, 58, chance);
  guitar(tracks, 14.4, 22.2, 57, chance);
  for (const [at, hz] of [[11.0, 2950], [11.6, 3320], [13.4, 2700]])
    tracks.forEach((track, ear) => clink(track, {at, hz, db: ear ? 62 : 59}));
  birds(tracks, chance);
  const gain = 10 ** (kVoiceGainDb / 20), first = Math.round(kVoiceAtS * rate);
  for (const {samples} of tracks)
    for (let i = 0; i < speech.length && first + i < samples.length; ++i) samples[first + i] += gain * speech[i];
  return tracks.map(({samples}) => samples);
}

export async function kitchen(language: Language, rate: number): Promise<File> {
  const tracks = kitchen_tracks((await voice(language, rate)).getChannelData(0), rate);
  return new File([wave(tracks, rate)], "kitchen.wav", {type: "audio/wav"});
}
