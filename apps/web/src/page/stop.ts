// SPDX-License-Identifier: Apache-2.0
// One way to stop every sound of the page, whoever makes it.
import {words} from "./i18n";
import {announce} from "./announce";
import {session} from "./listen/session";

const kOthers = new Set<() => void>();
/** What sounds beside the session (the voice of the calibration) is told here, until the call that this gives. */
export function also_stops(stop: () => void): () => void {
  kOthers.add(stop);
  return () => kOthers.delete(stop);
}

export function stop_everything(): void {
  for (const stop of kOthers) stop();
  session.stop();
  announce(words().shell.stopped);
}
