// SPDX-License-Identifier: Apache-2.0
import {Told} from "./told";

const kBefore = "The film could not be written (", kAfter = "); export its sound alone.";

/** What fails while a film is written is told as that: the film that is read may be fine. */
export async function written<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const browsers = error instanceof DOMException && ["QuotaExceededError", "AbortError"].includes(error.name);
    if (browsers || error instanceof Told) throw error;
    throw new Told(kBefore + String(error).replace(/\.$/, "") + kAfter);
  }
}

/** The cause that such a sentence names; null in another. */
export function notWritten(sentence: string): string | null {
  const such = sentence.startsWith(kBefore) && sentence.endsWith(kAfter);
  return such ? sentence.slice(kBefore.length, -kAfter.length) : null;
}
