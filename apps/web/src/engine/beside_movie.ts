// SPDX-License-Identifier: Apache-2.0
// MP4 and MOV (ISO/IEC 14496-12).
import type {Beside, Element, Reader} from "./head_reader";

async function* boxes(reader: Reader, from: number, end: number): AsyncGenerator<Element> {
  for (let at = from; at + 8 <= end && reader.count();) {
    const head = await reader.bytes(at, 16);
    if (head.byteLength < 8) return;
    const size32 = head.getUint32(0), long = size32 === 1 && head.byteLength === 16;
    const size = size32 === 0 ? end - at : long ? Number(head.getBigUint64(8)) : size32, start = at + (long ? 16 : 8);
    if (at + size < start) return;
    yield {id: head.getUint32(4), at: start, end: Math.min(end, at + size)};
    at += size;
  }
}
/** A box's name as a number. */
export const four = (name: string): number => [...name].reduce((all, letter) => 256 * all + letter.charCodeAt(0), 0);

async function inside(reader: Reader, {at, end}: Element, ...names: string[]): Promise<Element | null> {
  let found: Element | null = {id: 0, at, end};
  for (const name of names) {
    const whole: Element = found!;
    found = null;
    for await (const box of boxes(reader, whole.at, whole.end)) {
      if (box.id === four(name)) {
        found = box;
        break;
      }
    }
    if (found === null) return null;
  }
  return found;
}

const kSubtitleHandlers = new Set(["sbtl", "subt", "subp", "text", "clcp"].map(four));
interface Tracks { handlers: Map<number, number>; chapters: Set<number> }  // by track's number
const kKept = new Set(["vide", "soun"].map(four));

export async function ofMovie(reader: Reader, found: Beside): Promise<void> {
  const moov = await inside(reader, {id: 0, at: 0, end: reader.size}, "moov");
  if (moov === null) return;
  const tracks: Tracks = {handlers: new Map(), chapters: new Set()};
  try {
    await lookAt(reader, moov, tracks);
    if (tracks.chapters.size > 0 || await inside(reader, moov, "udta", "chpl") !== null) found.chapters = 1;
  } finally {
    for (const [number, handler] of tracks.handlers) {
      if (kKept.has(handler) || tracks.chapters.has(number)) continue;
      if (kSubtitleHandlers.has(handler)) ++found.subtitles;
      else ++found.data;
    }
  }
}
async function lookAt(reader: Reader, moov: Element, {handlers, chapters}: Tracks): Promise<void> {
  for await (const trak of boxes(reader, moov.at, moov.end)) {
    if (trak.id !== four("trak")) continue;
    const tkhd = await inside(reader, trak, "tkhd"), hdlr = await inside(reader, trak, "mdia", "hdlr");
    if (tkhd === null || hdlr === null) continue;
    const version = (await reader.bytes(tkhd.at, 1)).getUint8(0);
    const number = (await reader.bytes(tkhd.at + (version === 1 ? 20 : 12), 4)).getUint32(0);
    handlers.set(number, (await reader.bytes(hdlr.at + 8, 4)).getUint32(0));
    const chap = await inside(reader, trak, "tref", "chap");
    for (let at = chap?.at ?? 0; chap !== null && at + 4 <= chap.end && reader.count(); at += 4) {
      chapters.add((await reader.bytes(at, 4)).getUint32(0));
    }
  }
}
