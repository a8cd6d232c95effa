// SPDX-License-Identifier: Apache-2.0
// What the page uses of the engine.
import {ElementPlayer} from "./element_player";
import type {PageEngine} from "./engine";
import {AheadPlayer, NotDecodable} from "./file_player";
import {LivePlayer} from "./live_player";
import type {Engine, FilePlayer, Player, Settings} from "./types";

export {hasSimd, loadEngine} from "./load";
export {openMicrophone} from "./microphone";
export * from "./types";
export {notWritten} from "./written";

/** Rejects with one sentence. */
export async function openFile(context: AudioContext, engine: Engine, file: File,
                               settings: Settings): Promise<FilePlayer> {
  if (file.size === 0) throw new Error("This file is empty.");
  try {
    return await AheadPlayer.open(context, engine as PageEngine, file, settings);
  } catch (error) {
    if (!(error instanceof NotDecodable)) throw error;
    // A browser without its own decoders for pages may still play the file.
    if (document.createElement("video").canPlayType(error.mime) === "") throw error;
    return ElementPlayer.open(context, engine, file, settings, error.message);
  }
}

/** Any node, as of a <video> element, through the live path. */
export function openNode(context: AudioContext, engine: Engine, source: AudioNode,
                         settings: Settings): Promise<Player> {
  return LivePlayer.open(context, engine, source, settings);
}
