// SPDX-License-Identifier: Apache-2.0
// Sentences for everybody: shown for a while at the page's edge, and read out by screen readers.
import {h} from "./dom";

const kLeastMs = 6000, kLetterMs = 80;  // long sentences stay longer
let box: HTMLElement | null = null;
let timer = 0;

export function announcer(): HTMLElement {
  box = h("div", {class: "announcer", role: "status", "aria-live": "polite"});
  return box;
}

export function announce(sentence: string): void {
  if (!box) return;
  box.replaceChildren(h("p", {}, sentence));
  clearTimeout(timer);
  timer = window.setTimeout(() => box?.replaceChildren(), Math.max(kLeastMs, sentence.length * kLetterMs));
}
