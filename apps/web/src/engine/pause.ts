// SPDX-License-Identifier: Apache-2.0
// Long work on a worker's one thread: lets messages in from time to time. A message to oneself does it at once, where a
// timer would wait for milliseconds.

const kEveryMs = 8;

export class Pause {
  private readonly channel = new MessageChannel();
  private waiting: (() => void)[] = [];
  private last = performance.now();

  constructor() {
    this.channel.port1.onmessage = () => {
      const all = this.waiting;
      this.waiting = [];
      for (const go of all) go();
    };
  }
  async now(): Promise<void> {
    if (performance.now() - this.last < kEveryMs) return;
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve);
      this.channel.port2.postMessage(0);
    });
    this.last = performance.now();
  }
}
