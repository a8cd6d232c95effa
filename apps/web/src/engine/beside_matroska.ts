// SPDX-License-Identifier: Apache-2.0
// Matroska and WebM (RFC 9559).
import type {Beside, Element, Reader} from "./head_reader";

const kSegment = 0x18538067, kSeekHead = 0x114d9b74, kSeek = 0x4dbb, kSeekId = 0x53ab, kSeekPosition = 0x53ac;
const kTracks = 0x1654ae6b, kTrackEntry = 0xae, kTrackType = 0x83, kSubtitle = 0x11, kButtons = 0x12, kCluster = 0x1f43b675;
const kInfo = 0x1549a966, kTitle = 0x7ba9, kMostTitle = 4000;  // bytes
const kChapters = 0x1043a770, kAttachments = 0x1941a469, kAttachedFile = 0x61a7, kMediaType = 0x4660;
const kSought = new Set([kInfo, kTracks, kChapters, kAttachments]);

async function* elements(reader: Reader, from: number, end: number): AsyncGenerator<Element> {
  for (let at = from; at < end && reader.count();) {
    const head = await reader.bytes(at, 12);
    if (head.byteLength < 2) return;
    const idLength = Math.clz32(head.getUint8(0)) - 23;
    if (idLength > 4 || head.byteLength <= idLength) return;
    let id = 0;
    for (let i = 0; i < idLength; ++i) id = 256 * id + head.getUint8(i);
    const sizeLength = Math.clz32(head.getUint8(idLength)) - 23;
    if (sizeLength > 8 || head.byteLength < idLength + sizeLength) return;
    let size = head.getUint8(idLength) & (0xff >> sizeLength), unknown = size === (0xff >> sizeLength);
    for (let i = 1; i < sizeLength; ++i) {
      const byte = head.getUint8(idLength + i);
      unknown &&= byte === 0xff;
      size = 256 * size + byte;
    }
    const start = at + idLength + sizeLength;
    at = unknown ? end : start + size;
    yield {id, at: start, end: Math.min(end, at)};
  }
}
async function whole(reader: Reader, {at, end}: Element): Promise<number> {
  const bytes = await reader.bytes(at, Math.min(8, end - at));
  let value = 0;
  for (let i = 0; i < bytes.byteLength; ++i) value = 256 * value + bytes.getUint8(i);
  return value;
}

export async function ofMatroska(reader: Reader, found: Beside): Promise<void> {
  const seen = new Set<number>(), later: number[] = [];
  const look = async (element: Element) => {
    if (seen.has(element.at)) return;
    seen.add(element.at);
    if (element.id === kChapters) found.chapters = 1;
    if (element.id === kAttachments) {
      for await (const one of elements(reader, element.at, element.end)) {
        if (one.id === kAttachedFile && !await isImage(reader, one)) ++found.attachments;
      }
    }
    if (element.id === kInfo) found.title = await titleIn(reader, element);
    if (element.id !== kTracks) return;
    for await (const entry of elements(reader, element.at, element.end)) {
      if (entry.id !== kTrackEntry) continue;
      for await (const one of elements(reader, entry.at, entry.end)) {
        if (one.id !== kTrackType) continue;
        const type = await whole(reader, one);
        if (type === kSubtitle) ++found.subtitles;
        else if (type >= kButtons) ++found.data;
      }
    }
  };
  for await (const segment of elements(reader, 0, reader.size)) {
    if (segment.id !== kSegment) continue;
    for await (const element of elements(reader, segment.at, segment.end)) {
      if (element.id === kCluster) break;
      if (element.id === kSeekHead) later.push(...await sought(reader, element, segment.at));
      await look(element);
    }
    for (const at of later) {
      for await (const element of elements(reader, at, segment.end)) {
        await look(element);
        break;
      }
    }
    break;
  }
}
async function titleIn(reader: Reader, info: Element): Promise<string> {
  for await (const {id, at, end} of elements(reader, info.at, info.end)) {
    if (id === kTitle) return new TextDecoder().decode(await reader.bytes(at, Math.min(end - at, kMostTitle))).replace(/\0.*$/s, "");
  }
  return "";
}
/** A cover, which mediabunny reads. */
async function isImage(reader: Reader, attached: Element): Promise<boolean> {
  for await (const {id, at} of elements(reader, attached.at, attached.end)) {
    if (id === kMediaType) return (await reader.bytes(at, 4)).getUint32(0) === 0x696d6167;  // "imag"
  }
  return false;
}
/** Where a Matroska file says that these are: editors move what has grown behind the clusters. */
async function sought(reader: Reader, head: Element, origin: number): Promise<number[]> {
  const places: number[] = [];
  for await (const seek of elements(reader, head.at, head.end)) {
    if (seek.id !== kSeek) continue;
    let id = 0, position = -1;
    for await (const one of elements(reader, seek.at, seek.end)) {
      if (one.id === kSeekId) id = await whole(reader, one);
      if (one.id === kSeekPosition) position = await whole(reader, one);
    }
    if (kSought.has(id) && position >= 0) places.push(origin + position);
  }
  return places;
}
