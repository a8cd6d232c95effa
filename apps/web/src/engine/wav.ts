// SPDX-License-Identifier: Apache-2.0
// A WAV file of two channels as it grows: 24-bit PCM, or 32-bit float where the source is float. Beyond 4 GB it is RF64
// (EBU Tech 3306), for which the header keeps room.
import {Pieces} from "./pieces";

const kHeader = 80;  // RIFF, JUNK or ds64, fmt, data
const kFloat = 3, kPcm = 1;

export class Wav {
  private readonly pieces = new Pieces();
  private frames = 0;

  constructor(private readonly rate: number, private readonly float: boolean) {
    this.pieces.append(new Uint8Array(kHeader));
  }
  private get frameBytes(): number { return this.float ? 8 : 6; }

  add(left: Float32Array, right: Float32Array, frames: number): void {
    const bytes = new Uint8Array(frames * this.frameBytes);
    if (this.float) {
      const out = new DataView(bytes.buffer);
      for (let i = 0; i < frames; ++i) {
        out.setFloat32(8 * i, left[i]!, true);
        out.setFloat32(8 * i + 4, right[i]!, true);
      }
    } else {
      for (let i = 0, at = 0; i < frames; ++i) {
        at = put24(bytes, at, left[i]!);
        at = put24(bytes, at, right[i]!);
      }
    }
    this.frames += frames;
    this.pieces.append(bytes);
  }
  blob(): Blob {
    const size = this.frames * this.frameBytes;
    if (size % 2 === 1) this.pieces.append(new Uint8Array(1));
    this.pieces.write(this.header(size), 0);
    return this.pieces.blob("audio/wav");
  }

  private header(size: number): Uint8Array {
    const bytes = new Uint8Array(kHeader), view = new DataView(bytes.buffer);
    const whole = kHeader - 8 + size + (size % 2), large = whole > 0xffffffff;
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
    view.setUint16(56, this.float ? kFloat : kPcm, true);
    view.setUint16(58, 2, true);
    view.setUint32(60, this.rate, true);
    view.setUint32(64, this.rate * this.frameBytes, true);
    view.setUint16(68, this.frameBytes, true);
    view.setUint16(70, this.float ? 32 : 24, true);
    name(72, "data");
    view.setUint32(76, large ? 0xffffffff : size, true);
    return bytes;
  }
}

/** Nearest 24-bit number, in small end first; returns where the next one goes. */
function put24(bytes: Uint8Array, at: number, sample: number): number {
  const value = Math.max(-8388608, Math.min(8388607, Math.round(sample * 8388608)));
  bytes[at] = value & 255;
  bytes[at + 1] = (value >> 8) & 255;
  bytes[at + 2] = (value >> 16) & 255;
  return at + 3;
}
