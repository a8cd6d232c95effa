// SPDX-License-Identifier: Apache-2.0
// What this device remembers: choices about the page, never an audiogram. Where storage is full or forbidden the page
// works all the same and forgets.
export interface Prefs {
  language: "" | "en" | "de";          // "": the browser's
  scheme: "auto" | "light" | "dark";
  neverRinging: boolean;
  shortcuts: boolean;                  // single keys; Escape always stops
  fullScaleDbSpl: number;              // of a sound whose RMS is 1.0
}

export const kHomeDbSpl = 91;
export const kFullScale = {least: 60, most: 130};
const kKey = "otoscape.prefs/1";
const kUsual: Prefs = {language: "", scheme: "auto", neverRinging: false, shortcuts: true, fullScaleDbSpl: kHomeDbSpl};

function one_of<T>(value: unknown, among: readonly T[], usual: T): T {
  return among.includes(value as T) ? value as T : usual;
}

/** Whatever was stored: each value that does not fit becomes the usual one. */
export function prefs_from(text: string | null): Prefs {
  let raw: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? "{}");
    if (parsed && typeof parsed === "object") raw = parsed as Record<string, unknown>;
  } catch { /* not ours: as if nothing were stored */ }
  const level = raw.fullScaleDbSpl;
  return {
    language: one_of(raw.language, ["", "en", "de"] as const, ""),
    scheme: one_of(raw.scheme, ["auto", "light", "dark"] as const, "auto"),
    neverRinging: raw.neverRinging === true,
    shortcuts: raw.shortcuts !== false,
    fullScaleDbSpl: typeof level === "number" && level >= kFullScale.least && level <= kFullScale.most ? level : kHomeDbSpl,
  };
}

/** `usual`: where nothing is kept. */
export function load_prefs(usual: Prefs = kUsual): Prefs {
  try {
    const text = localStorage.getItem(kKey);
    return text === null ? {...usual} : prefs_from(text);
  } catch { return {...usual}; }
}

/** Calls when another tab of this page has kept something else. */
export function follow_prefs(call: () => void): void {
  window.addEventListener("storage", (event) => { if (event.key === kKey) call(); });
}

/** False where nothing can be kept. */
export function save_prefs(prefs: Prefs): boolean {
  try {
    localStorage.setItem(kKey, JSON.stringify(prefs));
    return true;
  } catch { return false; }
}
