// SPDX-License-Identifier: Apache-2.0
// What a film made here would lack, said before it is made.
import type {FilePlayer, LeftOut} from "#engine";

import {language_now, put, words} from "../i18n";

const kParts = ["subtitles", "chapters", "sounds", "pictures", "attachments", "data"] as const;

function listed(lost: Partial<LeftOut>): string {
  const w = words().export.parts;
  const parts = kParts.filter((part) => (lost[part] ?? 0) > 0)
    .map((part) => put(lost[part] === 1 ? w[part][0]! : w[part][1]!, {n: lost[part]!}));
  return new Intl.ListFormat(language_now(), {type: "conjunction"}).format(parts);
}

/** "" where a film of each kind has all that the file has. */
export function left_out_words(file: Pick<FilePlayer, "leftOut">): string {
  const w = words().export, mkv = file.leftOut("mkv-pcm"), mov = file.leftOut("mov-pcm");
  const more = Object.fromEntries(kParts.map((part) => [part, mov[part] - mkv[part]]));
  const both = listed(mkv), only_mov = listed(more);
  return [both && put(w.left_out, {what: both}), only_mov && put(w.left_out_mov, {what: only_mov})].filter(Boolean).join(" ");
}
