// SPDX-License-Identifier: Apache-2.0
/** A WAVE file of 24 bits. What is beyond full scale is held at it. */
export function wave(tracks: readonly Float32Array[], rate: number): ArrayBuffer {
  const channels = tracks.length, frames = tracks[0].length, bytes = frames * channels * 3;
  const file = new DataView(new ArrayBuffer(44 + bytes));
  const text = (at: number, word: string) => { for (let i = 0; i < word.length; ++i) file.setUint8(at + i, word.charCodeAt(i)); };
  text(0, "RIFF"); file.setUint32(4, 36 + bytes, true); text(8, "WAVEfmt ");
  file.setUint32(16, 16, true); file.setUint16(20, 1, true); file.setUint16(22, channels, true);
  file.setUint32(24, rate, true); file.setUint32(28, rate * channels * 3, true);
  file.setUint16(32, channels * 3, true); file.setUint16(34, 24, true);
  text(36, "data"); file.setUint32(40, bytes, true);
  let at = 44;
  for (let i = 0; i < frames; ++i)
    for (const track of tracks) {
      const value = Math.round(Math.max(-1, Math.min(1, track[i])) * 8388607);
      file.setUint16(at, value & 0xffff, true);
      file.setUint8(at + 2, (value >> 16) & 0xff);
      at += 3;
    }
  return file.buffer as ArrayBuffer;
}
