// SPDX-License-Identifier: Apache-2.0
// What is put into browsers, and what must come out: rendered in Node.
import {sources, wasmBytes} from "./module.mjs";

export const kSettings = {listener: "preset:N3", scene: null, fullScaleDbSpl: 91, ringing: "off", smearing: true};

/** Both ears' sound, as long as what goes in, without the ears' latency. */
export async function heardInNode(left, right, rate, listener) {
  const {Otoscape, ListenerEars} = await sources("module", "ears");
  const ears = ListenerEars.make(new Otoscape(new WebAssembly.Module(wasmBytes())), {...kSettings, listener}, rate);
  const heard = [new Float32Array(left.length), new Float32Array(left.length)];
  let at = 0;
  const take = (both, given) => {
    const frames = Math.min(given, left.length - at);
    both.forEach((ear, i) => heard[i].set(ear.subarray(0, frames), at));
    at += frames;
  };
  ears.start(0);
  for (let i = 0; i < left.length; i += 2048) {
    ears.write(left.subarray(i, i + 2048), right.subarray(i, i + 2048), Math.min(2048, left.length - i), take);
  }
  ears.end(take);
  return heard;
}

/** A WAV file of two channels of floats. */
export function wavOf(left, right, rate) {
  const bytes = Buffer.alloc(44 + 8 * left.length);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(3, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(8 * rate, 28);
  bytes.writeUInt16LE(8, 32);
  bytes.writeUInt16LE(32, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(8 * left.length, 40);
  for (let i = 0; i < left.length; ++i) {
    bytes.writeFloatLE(left[i], 44 + 8 * i);
    bytes.writeFloatLE(right[i], 48 + 8 * i);
  }
  return bytes;
}
