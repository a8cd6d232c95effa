// SPDX-License-Identifier: Apache-2.0
// The sound of a file as both ears get it, from any frame on: decoded by the browser, placed by its time stamps.
import {AudioSampleSink} from "mediabunny";
import type {AudioSample, InputAudioTrack} from "mediabunny";
import {kBlock} from "./ears";
import {cleaned, fold} from "./fold";
import {RateChange} from "./rate_change";

export interface Block { left: Float32Array; right: Float32Array; frames: number }
interface Piece { left: Float32Array; right: Float32Array; start: number }

const kJoinS = 0.005;  // a file's time stamps may be whole ms
const kBeforeS = 0.1;  // decoders that overlap their frames need some before the wanted one, also before 0

/** What of a file's time is its sound. Frames are of the programme, which begins at originS of the file's own time. */
export interface Extent {
  rate: number;       // Hz
  frames: number;     // of the programme; sound that ends earlier is followed by silence
  first: number;      // frame at which the sound begins
  originS: number;
}

/** Sound of another rate than its track's, as where recordings were joined. */
class OtherRate {
  private readonly change: RateChange;
  private frame: number;
  private pushed = 0;

  constructor(readonly rate: number, private readonly to: number, private readonly start: number) {
    this.change = new RateChange(rate, to, 2);
    this.change.start(0);
    this.frame = start;
  }
  /** False after a gap, and where the time stamps go on otherwise than the sound. */
  isNext({start}: Piece): boolean {
    return Math.abs(start - this.start - this.pushed * this.to / this.rate) <= kJoinS * this.to;
  }
  push({left, right}: Piece): Piece {
    this.change.push([left, right], 0, left.length);
    this.pushed += left.length;
    return this.ready();
  }
  end(): Piece {
    this.change.end();
    return this.ready();
  }
  private ready(): Piece {
    const frames = this.change.ready, start = this.frame;
    const left = new Float32Array(frames), right = new Float32Array(frames);
    this.change.read([left, right], 0, frames);
    this.frame += frames;
    return {left, right, start};
  }
}

// WebKitGTK 2.50 ends the page where it is asked for one plane of planar sound, as AAC is decoded to: only all of them,
// woven, are given. Its decoders never answer where a packet's time is below 0, as that of AAC's first one is.
const kWebKit = typeof navigator === "object" && /AppleWebKit/.test(navigator.userAgent) &&
  !/Chrom/.test(navigator.userAgent);

/** The sound of each channel. */
function planesOf(sample: AudioSample): Float32Array[] {
  const channels = sample.numberOfChannels, frames = sample.numberOfFrames;
  const planes = Array.from({length: channels}, () => new Float32Array(frames));
  if (kWebKit && sample.format.endsWith("-planar")) {
    const woven = new Float32Array(channels * frames);
    sample.copyTo(woven, {planeIndex: 0, format: "f32"});
    planes.forEach((plane, channel) => {
      for (let i = 0; i < frames; ++i) plane[i] = woven[channels * i + channel]!;
    });
  } else {
    planes.forEach((plane, planeIndex) => sample.copyTo(plane, {planeIndex, format: "f32-planar"}));
  }
  return planes;
}

export class SoundTrack {
  private readonly sink: AudioSampleSink;
  readonly rate: number;
  readonly frames: number;
  readonly first: number;
  readonly originS: number;

  constructor(track: InputAudioTrack, extent: Extent) {
    this.sink = new AudioSampleSink(track);
    ({rate: this.rate, frames: this.frames, first: this.first, originS: this.originS} = extent);
  }

  /** Blocks without a gap from `first` to the end; each is valid until the next one is asked for. */
  async *from(first: number): AsyncGenerator<Block> {
    // Of this reading alone: an export reads beside what is played.
    const block: Block = {left: new Float32Array(kBlock), right: new Float32Array(kBlock), frames: 0};
    let next = first;
    const before = first / this.rate - kBeforeS;
    for await (const piece of this.pieces(kWebKit ? Math.max(0, before) : before)) {
      const start = Math.min(piece.start, this.frames), end = Math.min(piece.start + piece.left.length, this.frames);
      yield* this.silence(block, next, start);
      next = Math.max(next, start);
      if (end > next) yield* this.blocks(block, piece, next - piece.start, end - piece.start);
      next = Math.max(next, end);
      if (next >= this.frames) return;
    }
    yield* this.silence(block, next, this.frames);
  }

  /** As decoded, at the track's rate. */
  private async *pieces(fromS: number): AsyncGenerator<Piece> {
    let other: OtherRate | null = null;
    for await (const sample of this.sink.samples(this.originS + fromS)) {
      try {
        const piece = this.folded(sample);
        if (other !== null && (other.rate !== sample.sampleRate || !other.isNext(piece))) {
          yield other.end();
          other = null;
        }
        if (sample.sampleRate !== this.rate) other ??= new OtherRate(sample.sampleRate, this.rate, piece.start);
        yield other?.push(piece) ?? piece;
      } finally {
        sample.close();
      }
    }
    if (other !== null) yield other.end();
  }
  private folded(sample: AudioSample): Piece {
    const frames = sample.numberOfFrames, left = new Float32Array(frames), right = new Float32Array(frames);
    fold(planesOf(sample).map(cleaned), left, right);
    return {left, right, start: Math.round((sample.timestamp - this.originS) * this.rate)};
  }

  private *silence(block: Block, first: number, end: number): Generator<Block> {
    for (let at = first; at < end; at += kBlock) {
      block.left.fill(0);
      block.right.fill(0);
      block.frames = Math.min(kBlock, end - at);
      yield block;
    }
  }
  private *blocks(block: Block, {left, right}: Piece, first: number, end: number): Generator<Block> {
    for (let at = first; at < end; at += kBlock) {
      const frames = block.frames = Math.min(kBlock, end - at);
      block.left.set(left.subarray(at, at + frames));
      block.right.set(right.subarray(at, at + frames));
      yield block;
    }
  }
}
