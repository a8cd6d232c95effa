// SPDX-License-Identifier: Apache-2.0
// Words in the visitor's language. Each language is one file; the compiler holds that none lacks a word.
import {de} from "./words/de";
import {en, type Words} from "./words/en";

export type Language = "en" | "de";
export const kLanguages: readonly {code: Language; name: string}[] = [{code: "en", name: "English"}, {code: "de", name: "Deutsch"}];

const kWords: Record<Language, Words> = {en, de};
let language: Language = "en";

export const words = (): Words => kWords[language];
export const language_now = (): Language => language;

/** "": what the browser asks for, and English where there is no such file. */
export function choose_language(wish: "" | Language): void {
  const asked = wish || navigator.languages.map((one) => one.slice(0, 2)).find((one) => one in kWords) || "en";
  language = asked as Language;
  document.documentElement.lang = language;
}

/** "{hz} Hz" with {hz: 500} is "500 Hz". */
export function put(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => name in values ? String(values[name]) : all);
}

export const number = (value: number, digits = 0) =>
  value.toLocaleString(language, {maximumFractionDigits: digits, minimumFractionDigits: 0});
/** 500 is "500", 4000 is "4 k". */
export const short_hz = (hz: number) => hz < 1000 ? `${hz}` : `${number(hz / 1000, 2)}k`;
export const clock = (seconds: number) => {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60) % 60, hours = Math.floor(whole / 3600);
  const two = (n: number) => String(n).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
};
