// SPDX-License-Identifier: Apache-2.0
// Where the members of the C interface's structs lie in wasm32; apps/web/engine/exports.cc holds the two together.

export const kError = {size: 1164, line: 8, sentence: 12, suggestion: 1036, suggestionBytes: 128} as const;
export const kParams = {size: 128, fullScale: 8, smearing: 40, ringing: 44} as const;
export const kLiveSetup = {size: 32, rate: 8, channels: 16, count: 20, listeners: 24} as const;
export const kReport = {size: 80, guardedFrames: 24} as const;

/** otoscape_params.ringing */
export const kRinging = {off: 1, soft: 2, full: 3} as const;
export const kPresetKind = {listener: 0, scene: 1, map: 2} as const;
export const kCurve = {perspective: 0, stress: 1, threshold: 2, ringing: 3} as const;

/** Levels come by channel (room left, room right, heard left, heard right), then by third octave. */
export const kBands = 19;
export const kLevelCount = 4 * kBands;
