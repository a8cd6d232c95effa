// SPDX-License-Identifier: Apache-2.0
// The sound of a file as both ears get it, from any frame on: decoded by the browser, placed by its time stamps.
import {AudioSampleSink} from "mediabunny";
import type {AudioSample, InputAudioTrack} from "mediabunny";
import {kBlock} from "./ears";
import {cleaned, fold} from "./fold";

export interface Block { left: Float32Array; right: Float32Array; frames: number }

const kBeforeS = 0.1;  // decoders that overlap their frames need some before the wanted one

// WebKitGTK 2.50 ends the page where it is asked for one plane, or for a part, of planar sound, as AAC is decoded to:
// only the whole of it, woven, is given.
const kWhole = typeof navigator === "object" && /AppleWebKit/.test(navigator.userAgent) &&
  !/Chrom/.test(navigator.userAgent);

/** Each channel's frames from `frameOffset` on. */
function planesOf(sample: AudioSample, frameOffset: number, frameCount: number): Float32Array[] {
  const channels = sample.numberOfChannels;
  const planes = Array.from({length: channels}, () => new Float32Array(frameCount));
  if (kWhole && sample.format.endsWith("-planar")) {
    const woven = new Float32Array(channels * sample.numberOfFrames);
    sample.copyTo(woven, {planeIndex: 0, format: "f32"});
    planes.forEach((plane, channel) => {
      for (let i = 0; i < frameCount; ++i) plane[i] = woven[channels * (frameOffset + i) + channel]!;
    });
  } else {
    planes.forEach((plane, planeIndex) => {
      sample.copyTo(plane, {planeIndex, format: "f32-planar", frameOffset, frameCount});
    });
  }
  return planes;
}

export class SoundTrack {
  private readonly sink: AudioSampleSink;

  /** frames: of the programme; sound that ends earlier is followed by silence. rate: Hz. */
  constructor(track: InputAudioTrack, readonly rate: number, readonly frames: number) {
    this.sink = new AudioSampleSink(track);
  }

  /** Blocks without a gap from `first` to the end; each is valid until the next one is asked for. */
  async *from(first: number): AsyncGenerator<Block> {
    // Of this reading alone: an export reads beside what is played.
    const block: Block = {left: new Float32Array(kBlock), right: new Float32Array(kBlock), frames: 0};
    let next = first;
    for await (const sample of this.sink.samples(Math.max(0, first / this.rate - kBeforeS))) {
      try {
        const start = Math.round(sample.timestamp * this.rate);
        yield* this.silence(block, next, Math.min(start, this.frames));
        next = Math.max(next, Math.min(start, this.frames));
        const end = Math.min(start + sample.numberOfFrames, this.frames);
        if (end > next) {
          yield* this.blocks(block, sample, next - start, end - start);
          next = end;
        }
      } finally {
        sample.close();
      }
      if (next >= this.frames) return;
    }
    yield* this.silence(block, next, this.frames);
  }

  private *silence(block: Block, first: number, end: number): Generator<Block> {
    for (let at = first; at < end; at += kBlock) {
      block.left.fill(0);
      block.right.fill(0);
      block.frames = Math.min(kBlock, end - at);
      yield block;
    }
  }
  private *blocks(block: Block, sample: AudioSample, first: number, end: number): Generator<Block> {
    const planes = planesOf(sample, first, end - first).map(cleaned);
    for (let at = 0; at < end - first; at += kBlock) {
      const frames = block.frames = Math.min(kBlock, end - first - at);
      fold(planes.map((plane) => plane.subarray(at, at + frames)), block.left.subarray(0, frames),
           block.right.subarray(0, frames));
      yield block;
    }
  }
}
