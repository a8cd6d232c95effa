// SPDX-License-Identifier: Apache-2.0
// What is chosen, and what a link carries of it: a listener, a story, settings. Never a sound.
import {listener_toml} from "../audiogram/toml";
import type {OwnListener} from "../audiogram/model";

export type ListenerChoice = {kind: "preset"; name: string} | {kind: "own"; listener: OwnListener} | {kind: "text"; text: string};
export type StoryChoice = {kind: "preset"; name: string} | {kind: "text"; text: string};
export type RingingSwitch = "off" | "soft" | "full";
export interface Shared { listener: ListenerChoice; story: StoryChoice | null; ringing: RingingSwitch; smearing: boolean }

/** What the engine reads. */
export const listener_text = (choice: ListenerChoice): string =>
  choice.kind === "preset" ? `preset:${choice.name}` : choice.kind === "text" ? choice.text : listener_toml(choice.listener);
export const story_text = (choice: StoryChoice): string => choice.kind === "preset" ? `preset:${choice.name}` : choice.text;
