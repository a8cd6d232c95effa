// SPDX-License-Identifier: Apache-2.0
// Keys that hold everywhere: Escape stops all sound, space plays, R held down gives the room. Single letters can be
// switched off (WCAG 2.2, 2.1.4), and never act where something is typed or has keys of its own.
import {app} from "./app";
import {session} from "./listen/session";
import {stop_everything} from "./stop";

const kBusy = "input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=slider]";
const kTakesSpace = "button, a, summary, input, [role=slider]";

function within(event: KeyboardEvent, selector: string): boolean {
  return event.target instanceof Element && event.target.closest(selector) !== null;
}

function down(event: KeyboardEvent): void {
  if (event.key === "Escape") { stop_everything(); return; }
  if (!app.prefs.shortcuts || event.ctrlKey || event.metaKey || event.altKey || within(event, kBusy)) return;
  if (event.key.toLowerCase() === "r") { if (!event.repeat) session.room(true); event.preventDefault(); }
  else if (event.key === " " && session.file && !within(event, kTakesSpace)) { session.toggle(); event.preventDefault(); }
}

function up(event: KeyboardEvent): void {
  if (event.key.toLowerCase() === "r") session.room(false);
}

export function follow_keys(): void {
  document.addEventListener("keydown", down);
  document.addEventListener("keyup", up);
  window.addEventListener("blur", () => session.room(false));
}
