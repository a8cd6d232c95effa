// SPDX-License-Identifier: Apache-2.0
// The audio thread of a file's sound.
import type {PlayerFeed, PlayerNeed, PlayerNews, PlayerOrder, PlayerState} from "./file_messages";
import {PlayerCore} from "./player_core";

const kTellS = 0.05;

class FileProcessor extends AudioWorkletProcessor {
  private readonly core = new PlayerCore(sampleRate);
  private worker: MessagePort | null = null;
  private closed = false;
  private untold = 0;
  private told: PlayerState = "waiting";

  constructor() {
    super();
    this.port.onmessage = (event: MessageEvent<PlayerOrder>) => this.obey(event.data);
  }
  private obey(order: PlayerOrder): void {
    switch (order.kind) {
      case "connect":
        this.worker = order.worker;
        order.worker.onmessage = (event: MessageEvent<PlayerFeed>) => this.core.feed(event.data);
        return;
      case "play": return this.core.play(order.on);
      case "room": return this.core.room(order.on);
      case "close":
        this.closed = true;
        return this.core.play(false);
    }
  }
  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]!;
    this.core.process(output[0]!, output[1]!);
    this.untold += output[0]!.length;
    if (this.untold >= kTellS * sampleRate || this.core.state !== this.told) this.tell(output[0]!.length);
    return !this.closed || !this.core.silent;
  }
  private tell(block: number): void {
    const {frame, number, state} = this.core;
    this.untold = 0;
    this.told = state;
    const news: PlayerNews = {frame, time: currentTime + block / sampleRate, take: number, state};
    this.port.postMessage(news);
    const need: PlayerNeed = {take: number, frame};
    this.worker?.postMessage(need);
  }
}

registerProcessor("otoscape-file", FileProcessor);
