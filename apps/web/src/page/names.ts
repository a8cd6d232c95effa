// SPDX-License-Identifier: Apache-2.0
// What listeners and stories are called: in the page's words where it has them, else in the library's.
import {app} from "./app";
import {words} from "./i18n";
import {listener_text, story_text, type ListenerChoice} from "./share/shared";

/** Title and a line below it. */
export function preset_words(name: string, meaning = ""): [string, string] {
  const known = words().presets[name];
  if (known) return [known[0], known[1]];
  const [title, rest] = meaning.split(": ", 2);
  return rest ? [title, rest] : [name, meaning];
}

export const map_words = (name: string, meaning: string): string => words().maps[name] ?? meaning;

function text_name(text: string): string {
  const facts = app.engine?.listener(text);
  return facts && !("sentence" in facts) && facts.name ? facts.name : words().listener.file;
}

export function listener_name(choice: ListenerChoice): string {
  if (choice.kind === "preset") return preset_words(choice.name, meaning_of("listener", choice.name))[0];
  return choice.kind === "own" ? choice.listener.name || words().listener.own : text_name(listener_text(choice));
}

function meaning_of(kind: "listener" | "scene", name: string): string {
  return app.presets(kind).find((one) => one.name === name)?.meaning ?? "";
}

export function story_name(): string {
  if (!app.story) return "";
  if (app.story.kind === "preset") return preset_words(app.story.name, meaning_of("scene", app.story.name))[0];
  const facts = app.engine?.scene(story_text(app.story));
  return facts && !("sentence" in facts) ? facts.title : words().story.heading;
}

export const choice_name = () => app.story ? story_name() : listener_name(app.listener);
