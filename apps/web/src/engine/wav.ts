// SPDX-License-Identifier: Apache-2.0
// A WAV file of two channels as it grows, in 32-bit floats: what a hearing loss leaves is often so quiet that 24 bits
// would be heard in it once it is made louder. Beyond 4 GB it is RF64 (EBU Tech 3306), for which the header keeps room.
import {Pieces} from "./pieces";

const kHeader = 80;  // RIFF, JUNK or ds64, fmt, data
const kFloat = 3, kFrameBytes = 8;
const kSilence = 65536;  // frames written at once

export class Wav {
  private readonly pieces = new Pieces();
  frames = 0;

  constructor(private readonly rate: number) { this.pieces.append(new Uint8Array(kHeader)); }

  add(left: Float32Array, right: Float32Array, frames: number): void {
    const bytes = new Uint8Array(frames * kFrameBytes), out = new DataView(bytes.buffer);
    for (let i = 0; i < frames; ++i) {
      out.setFloat32(kFrameBytes * i, left[i]!, true);
      out.setFloat32(kFrameBytes * i + 4, right[i]!, true);
    }
    this.frames += frames;
    this.pieces.append(bytes);
  }
  addSilence(frames: number): void {
    for (let left = frames; left > 0; left -= kSilence) {
      const part = new Float32Array(Math.min(left, kSilence));
      this.add(part, part, part.length);
    }
  }
  blob(): Blob {
    const size = this.frames * kFrameBytes;
    this.pieces.write(this.header(size), 0);
    return this.pieces.blob("audio/wav");
  }

  private header(size: number): Uint8Array {
    const bytes = new Uint8Array(kHeader), view = new DataView(bytes.buffer);
    const whole = kHeader - 8 + size, large = whole > 0xffffffff;
    const name = (at: number, text: string) => { for (let i = 0; i < 4; ++i) bytes[at + i] = text.charCodeAt(i); };
    name(0, large ? "RF64" : "RIFF");
    view.setUint32(4, large ? 0xffffffff : whole, true);
    name(8, "WAVE");
    name(12, large ? "ds64" : "JUNK");
    view.setUint32(16, 28, true);
    if (large) {
      view.setBigUint64(20, BigInt(whole), true);
      view.setBigUint64(28, BigInt(size), true);
      view.setBigUint64(36, BigInt(this.frames), true);
    }
    name(48, "fmt ");
    view.setUint32(52, 16, true);
    view.setUint16(56, kFloat, true);
    view.setUint16(58, 2, true);
    view.setUint32(60, this.rate, true);
    view.setUint32(64, this.rate * kFrameBytes, true);
    view.setUint16(68, kFrameBytes, true);
    view.setUint16(70, 32, true);
    name(72, "data");
    view.setUint32(76, large ? 0xffffffff : size, true);
    return bytes;
  }
}
