// SPDX-License-Identifier: Apache-2.0
// Opens what a link carries, once the engine has read it. Nothing is taken over unless everything fits.
import {app} from "../app";
import {choice_name} from "../names";
import {shared_from} from "./check";
import {unpack} from "./pack";
import {listener_text, story_text} from "./shared";

export async function open_link(packed: string): Promise<{what: string; ringing: boolean} | null> {
  const text = await unpack(packed);
  const shared = text === null ? null : shared_from(text);
  const engine = shared && await app.ready();
  if (!shared || !engine) return null;
  if ("sentence" in engine.listener(listener_text(shared.listener))) return null;
  if (shared.story && "sentence" in engine.scene(story_text(shared.story))) return null;
  app.open_shared(shared);
  return {what: choice_name(), ringing: shared.ringing !== "off" && !app.prefs.neverRinging};
}
