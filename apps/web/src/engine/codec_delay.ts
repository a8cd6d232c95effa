// SPDX-License-Identifier: Apache-2.0
// Opus in Matroska: the decoder's first samples, which its head says are to be skipped, are named by the element
// CodecDelay, so that players take them off the time stamps (RFC 9559, 5.1.4.1.25). Mediabunny 1.61 writes that value as
// SeekPreRoll alone, and players are then 6.5 ms late.

const kHead = 1 << 20;  // bytes, before the first cluster
const kOpusHead = [0x4f, 0x70, 0x75, 0x73, 0x48, 0x65, 0x61, 0x64];
const kSeekPreRoll = [0x56, 0xbb], kCodecDelayEnd = 0xaa;

function found(bytes: Uint8Array, wanted: readonly number[], from: number): number {
  for (let at = from; at + wanted.length <= bytes.length; ++at) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

/** What a decoder skips, in s, by its head; 0 where that says nothing. */
export function skippedS(head: AllowSharedBufferSource | undefined): number {
  if (head === undefined || head.byteLength < 12) return 0;
  const view = ArrayBuffer.isView(head) ? new DataView(head.buffer, head.byteOffset, head.byteLength) : new DataView(head);
  return view.getUint16(10, true) / 48000;
}

/** An element's size and whole number, as EBML writes them. */
function sized(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

/**
 * The same file with that element under its right name in its first `count` Opus tracks; where there is no such element,
 * as it was.
 */
export async function withCodecDelay(film: Blob, count: number): Promise<Blob> {
  if (count <= 0) return film;
  const head = new Uint8Array(await film.slice(0, kHead).arrayBuffer());
  let at = 0;
  for (let track = 0; track < count; ++track) {
    const opus = found(head, kOpusHead, at);
    if (opus < 0 || opus + 12 > head.length) break;
    const skipped = head[opus + 10]! + 256 * head[opus + 11]!;  // at 48 kHz
    at = opus + kOpusHead.length;
    // It follows the decoder's head, which names at most 255 channels.
    const roll = found(head.subarray(0, at + 300), [...kSeekPreRoll, ...sized(Math.round(1e9 * skipped / 48000))], at);
    if (roll >= 0) head[roll + 1] = kCodecDelayEnd;
  }
  return new Blob([head, film.slice(kHead)], {type: film.type});
}
