// SPDX-License-Identifier: Apache-2.0
// Opens what a link carries, once the engine has read it. Nothing is taken over unless everything fits.
import {app} from "../app";
import {choice_name} from "../names";
import {shared_from} from "./check";
import {unpack} from "./pack";
import {listener_text, story_text} from "./shared";

/** The engine, or null where there is none and never will be. */
function engine_ready(): Promise<boolean> {
  if (app.engine || app.trouble) return Promise.resolve(app.engine !== null);
  return new Promise((ready) => app.addEventListener("engine", () => ready(app.engine !== null), {once: true}));
}

export async function open_link(packed: string): Promise<{what: string; ringing: boolean} | null> {
  const text = await unpack(packed);
  const shared = text === null ? null : shared_from(text);
  if (!shared || !await engine_ready()) return null;
  if ("sentence" in app.engine!.listener(listener_text(shared.listener))) return null;
  if (shared.story && "sentence" in app.engine!.scene(story_text(shared.story))) return null;
  app.open_shared(shared);
  return {what: choice_name(), ringing: shared.ringing !== "off" && !app.prefs.neverRinging};
}
