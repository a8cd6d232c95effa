// SPDX-License-Identifier: Apache-2.0
import {Told} from "./told";

/** What fails while a film is written is told as that: the film that is read may be fine. */
export async function written<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const browsers = error instanceof DOMException && ["QuotaExceededError", "AbortError"].includes(error.name);
    if (browsers || error instanceof Told) throw error;
    throw new Told(`The film could not be written (${String(error).replace(/\.$/, "")}); export its sound alone.`);
  }
}
