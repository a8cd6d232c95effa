// SPDX-License-Identifier: Apache-2.0
// Which tracks of a film come along when it is exported, and what does not.
import {MATROSKA, MkvOutputFormat, MovOutputFormat, WEBM} from "mediabunny";
import type {InputAudioTrack, InputTrack, Output, OutputFormat} from "mediabunny";
import {skippedS} from "./codec_delay";
import type {FilmKind} from "./file_messages";
import type {OpenedFile} from "./opened_file";
import {PacketCopy, said} from "./packet_copy";
import type {LeftOut} from "./types";

const kKinds: readonly FilmKind[] = ["mkv-pcm", "mov-pcm", "mkv-opus"];

export function formatOf(kind: FilmKind): OutputFormat {
  return kind === "mov-pcm" ? new MovOutputFormat({fastStart: false}) : new MkvOutputFormat();
}

/** Not where the track is broken: the film can be played without it. */
async function fits(format: OutputFormat, track: InputTrack): Promise<boolean> {
  if (!track.isVideoTrack() && !track.isAudioTrack()) return false;
  try {
    const codec = await track.getCodec();
    if (codec === null || !format.getSupportedCodecs().includes(codec)) return false;
    await said(track);
    return await track.getDecoderConfig() !== null;
  } catch {
    return false;
  }
}

/** The film's further sounds and pictures that this format can hold, ready to be copied. */
export async function furtherTracks(file: OpenedFile, output: Output): Promise<PacketCopy[]> {
  const copies: PacketCopy[] = [];
  for (const track of await further(file)) {
    if (!await fits(output.format, track)) continue;
    if (track.isVideoTrack()) copies.push(await PacketCopy.picture(output, track, file.originS));
    if (!track.isAudioTrack()) continue;
    copies.push(await PacketCopy.sound(output, track, file.originS + await leadS(file, output, track)));
  }
  return copies;
}

/** Whether an Opus track's times, as they are read, are those at which decoding starts. */
export async function fromMatroska({input}: OpenedFile): Promise<boolean> {
  const format = await input.getFormat();
  return format === MATROSKA || format === WEBM;
}
/** How much earlier packets are to be placed: MOV has no CodecDelay. */
async function leadS(file: OpenedFile, output: Output, track: InputAudioTrack): Promise<number> {
  const such = output.format instanceof MovOutputFormat && await track.getCodec() === "opus" && await fromMatroska(file);
  return such ? skippedS((await track.getDecoderConfig())?.description) : 0;
}
async function further({input, audio, picture}: OpenedFile): Promise<InputTrack[]> {
  const tracks = await input.getTracks().catch(() => []);
  return tracks.filter((track) => track !== audio && track !== picture);
}
async function covers({input}: OpenedFile): Promise<number> {
  return input.getMetadataTags().then(({images}) => images?.length ?? 0, () => 0);
}

export async function leftOut(file: OpenedFile): Promise<Record<FilmKind, LeftOut>> {
  const {subtitles, chapters, data} = file.beside, tracks = await further(file);
  const attachments = file.beside.attachments + await covers(file);  // Matroska keeps both
  const of = async (kind: FilmKind): Promise<[FilmKind, LeftOut]> => {
    const format = formatOf(kind), lost = {subtitles, chapters, attachments, data, sounds: 0, pictures: 0};
    if (kind !== "mov-pcm") lost.attachments = 0;
    for (const track of tracks) {
      if (await fits(format, track)) continue;
      if (track.isVideoTrack()) ++lost.pictures;
      else ++lost.sounds;
    }
    return [kind, lost];
  };
  return Object.fromEntries(await Promise.all(kKinds.map(of))) as Record<FilmKind, LeftOut>;
}
