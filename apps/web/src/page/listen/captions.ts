// SPDX-License-Identifier: Apache-2.0
// The caption of hearing that holds at the play head, and whether captions are wanted.
import {words} from "../i18n";
import {arc_now, scene_time, story_rate} from "./hearing_now";
import {session} from "./session";

const kCueS = 4;  // how long a caption stays, in the sound's time

/** Event "change". */
class Captions extends EventTarget {
  on = true;
  switch(on: boolean): void {
    this.on = on;
    this.dispatchEvent(new Event("change"));
  }

  /** "" where nothing changes. */
  now(): string {
    const arc = this.on && session.file ? arc_now() : null;
    if (!arc) return "";
    const at = scene_time(arc), cue = arc.cues.findLast((one) => one.atS <= at && at - one.atS < kCueS * story_rate(arc));
    return cue ? words().story.cues[cue.kind] : "";
  }
}
export const captions = new Captions();
