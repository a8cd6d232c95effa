// SPDX-License-Identifier: Apache-2.0
// What lies in a film beside picture and sound, which mediabunny does not read: counted from the heads of the file's
// elements alone.
import {ofMatroska} from "./beside_matroska";
import {four, ofMovie} from "./beside_movie";
import {Reader, nothingBeside} from "./head_reader";
import type {Beside} from "./head_reader";

const kMovieBoxes = ["ftyp", "moov", "wide", "mdat", "free", "skip"].map(four);

/** Of a file that is damaged, as far as it can be read. */
export async function besides(file: Blob): Promise<Beside> {
  const found = nothingBeside();
  try {
    const reader = new Reader(file), head = await reader.bytes(0, 8);
    if (head.byteLength < 8) return found;
    if (head.getUint32(0) === 0x1a45dfa3) await ofMatroska(reader, found);
    else if (kMovieBoxes.includes(head.getUint32(4))) await ofMovie(reader, found);
  } catch { /* cut off: what was counted so far */ }
  return found;
}
