// SPDX-License-Identifier: Apache-2.0
const kMost = 0.89;      // -1 dBFS
const kReleaseS = 0.5;

/** Keeps the peaks of both ears' room below -1 dBFS: no guard stands behind it. What is lower passes bit for bit. */
export class PeakLimit {
  private gain = 1;
  private readonly release: number;

  constructor(rate: number) { this.release = 1 / (kReleaseS * rate); }

  /** The gain of a frame: lowered at once, raised slowly. */
  next(left: number, right: number): number {
    const peak = Math.max(Math.abs(left), Math.abs(right));
    this.gain += this.release * (1 - this.gain);
    if (peak * this.gain > kMost) this.gain = kMost / peak;
    return this.gain;
  }
}
