// SPDX-License-Identifier: Apache-2.0
// A file may be dropped anywhere on any place: a film or sound is opened, an audiogram becomes the listener.
import type {Engine} from "#engine";
import {announce} from "./announce";
import {app} from "./app";
import {import_file} from "./audiogram/import";
import {put, words} from "./i18n";
import {session} from "./listen/session";
import {listener_name} from "./names";
import type {ListenerChoice} from "./share/shared";

const kAudiogram = /\.(toml|json|csv|tsv)$/i;

async function take_audiogram(engine: Engine, file: File): Promise<void> {
  const read = await import_file(engine, file);
  if (read.kind === "fault") { announce(read.sentence); return; }
  if (read.kind === "ids") { announce(words().listen.several); return; }
  const choice: ListenerChoice = read.kind === "own" ? read : {kind: "text", text: read.text};
  app.choose_listener(choice);
  announce(put(words().shell.good_file, {what: listener_name(choice)}));
}

export async function take_files(files: FileList | null): Promise<void> {
  const file = files?.[0];
  if (!file) return;
  if (files.length > 1) announce(words().listen.dropped_many);
  const engine = await app.ready();
  if (!engine) return;
  if (kAudiogram.test(file.name)) void take_audiogram(engine, file);
  else void session.open_file({kind: "own", name: file.name}, async () => file, false);
}

const carries = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
function mark(on: boolean): void {
  document.documentElement.toggleAttribute("data-dropping", on);
  document.documentElement.style.setProperty("--drop-words", on ? JSON.stringify(words().listen.drop_here) : "none");
}

export function follow_drops(): void {
  document.addEventListener("dragover", (event) => { if (carries(event)) { event.preventDefault(); mark(true); } });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) mark(false); });
  document.addEventListener("drop", (event) => {
    mark(false);
    if (!carries(event)) return;
    event.preventDefault();
    void take_files(event.dataTransfer!.files);
  });
}
