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

/** What a player tells of its state: while its device is lost that alone, and once it is back the newest. */
export class DeviceStates {
  private lost = false;

  constructor(private newest: string, private readonly tell: (state: string) => void) {}

  become(state: string): void {
    this.newest = state;
    if (!this.lost) this.tell(state);
  }
  lose(lost: boolean): void {
    this.lost = lost;
    this.tell(lost ? "lost" : this.newest);
  }
}
