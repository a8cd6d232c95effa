// SPDX-License-Identifier: Apache-2.0
// When what the audio thread computes reaches the ears.

/** The context's time of what comes out of the device at `performanceMs`, as far as the browser says. */
export function heardTime(context: AudioContext, performanceMs = performance.now()): number {
  const stamp = context.getOutputTimestamp?.();
  const usual = context.currentTime - (context.outputLatency || context.baseLatency || 0);
  if (stamp?.contextTime === undefined || stamp.performanceTime === undefined || stamp.performanceTime === 0) {
    return usual + (performanceMs - performance.now()) / 1000;
  }
  const time = stamp.contextTime + (performanceMs - stamp.performanceTime) / 1000;
  // Some browsers answer with an old stamp, or one of another clock.
  return Math.abs(time - usual) < 1 ? time : usual + (performanceMs - performance.now()) / 1000;
}
