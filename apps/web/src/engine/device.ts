// SPDX-License-Identifier: Apache-2.0
/** Tells when a context loses its device (true), and when it plays again (false). Returns what ends the watch. */
export function watchDevice(context: AudioContext, tell: (lost: boolean) => void): () => void {
  let lost = false;
  const now = (gone: boolean) => {
    if (gone === lost) return;
    lost = gone;
    tell(gone);
  };
  const changed = () => {
    const state: string = context.state;  // a telephone call interrupts
    if (state !== "suspended") now(state === "closed" || state === "interrupted");
  };
  const failed = () => now(true);
  context.addEventListener("statechange", changed);
  context.addEventListener("error", failed);
  return () => {
    context.removeEventListener("statechange", changed);
    context.removeEventListener("error", failed);
  };
}
