// SPDX-License-Identifier: Apache-2.0
// Three to eight channels to two ears (ITU-R BS.775: centre and surrounds at -3 dB, no low-frequency channel). Channels
// come in the order of WAVE files, as browsers decode them.
const kHalf = Math.SQRT1_2;

// By channel, parts of left and right.
const kLayouts: Record<number, readonly (readonly [number, number])[]> = {
  3: [[1, 0], [0, 1], [kHalf, kHalf]],
  4: [[1, 0], [0, 1], [kHalf, 0], [0, kHalf]],
  5: [[1, 0], [0, 1], [kHalf, kHalf], [kHalf, 0], [0, kHalf]],
  6: [[1, 0], [0, 1], [kHalf, kHalf], [0, 0], [kHalf, 0], [0, kHalf]],
  7: [[1, 0], [0, 1], [kHalf, kHalf], [0, 0], [0.5, 0.5], [kHalf, 0], [0, kHalf]],
  8: [[1, 0], [0, 1], [kHalf, kHalf], [0, 0], [kHalf, 0], [0, kHalf], [kHalf, 0], [0, kHalf]],
};

export const kMostChannels = 8;

/** Files of floats may hold what is no number; it becomes silence. */
export function cleaned(plane: Float32Array): Float32Array {
  for (let i = 0; i < plane.length; ++i) if (!Number.isFinite(plane[i]!)) plane[i] = 0;
  return plane;
}

/** planes: by channel; writes both ears. */
export function fold(planes: readonly Float32Array[], left: Float32Array, right: Float32Array): void {
  const frames = left.length;
  if (planes.length <= 2) {
    left.set(planes[0]!.subarray(0, frames));
    right.set((planes[1] ?? planes[0]!).subarray(0, frames));
    return;
  }
  left.fill(0);
  right.fill(0);
  kLayouts[planes.length]!.forEach(([toLeft, toRight], channel) => {
    const plane = planes[channel]!;
    for (let i = 0; i < frames; ++i) {
      left[i]! += toLeft * plane[i]!;
      right[i]! += toRight * plane[i]!;
    }
  });
}
