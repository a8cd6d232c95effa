// SPDX-License-Identifier: Apache-2.0
import {LivePlayer} from "./live_player";
import type {Engine, Player, Settings} from "./types";

const kSentences: Record<string, string> = {
  NotAllowedError: "The microphone is not allowed on this page; allow it in the browser's settings of this site.",
  NotFoundError: "There is no microphone; connect one and try again.",
  NotReadableError: "The microphone cannot be opened; another program may be using it.",
};

async function asked(): Promise<MediaStream> {
  if (navigator.mediaDevices === undefined) {
    throw new Error("This page was not loaded safely enough for a microphone; open it by https or from localhost.");
  }
  try {
    // What makes speech clearer for calls would come between the room and the ear.
    return await navigator.mediaDevices.getUserMedia(
      {audio: {echoCancellation: false, noiseSuppression: false, autoGainControl: false}});
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    throw new Error(kSentences[name] ?? `The microphone cannot be opened (${String(error)}).`);
  }
}

function sourceOf(context: AudioContext, stream: MediaStream): MediaStreamAudioSourceNode {
  try {
    return context.createMediaStreamSource(stream);
  } catch {  // Firefox connects equal rates alone
    for (const track of stream.getTracks()) track.stop();
    throw new Error("The microphone and the headphones run at different sample rates; " +
                    "set both to the same one in the system's sound settings.");
  }
}

function closed(context: AudioContext): boolean { return context.state === "closed"; }

export async function openMicrophone(context: AudioContext, engine: Engine, settings: Settings): Promise<Player> {
  const stream = await asked();
  const end = () => { for (const track of stream.getTracks()) track.stop(); };
  context.addEventListener("statechange", () => { if (closed(context)) end(); });
  let player: LivePlayer;
  try {
    if (closed(context)) throw new Error("The microphone was stopped while the browser asked for it.");
    player = await LivePlayer.open(context, engine, sourceOf(context, stream), settings);
  } catch (error) {
    end();
    throw error;
  }
  const stop = player.stop.bind(player);
  player.stop = () => {
    stop();
    setTimeout(end, 100);  // after the fade
  };
  for (const track of stream.getAudioTracks()) {
    track.addEventListener("ended", () => {
      player.dispatchEvent(new CustomEvent("state", {detail: "lost"}));
      player.dispatchEvent(new CustomEvent("error", {detail: "The microphone is gone; connect it and open it again."}));
    });
  }
  return player;
}
