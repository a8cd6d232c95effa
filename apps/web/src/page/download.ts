// SPDX-License-Identifier: Apache-2.0
import {h} from "./dom";

const kLongestName = 80;

/** What every file system takes. */
export const file_name = (stem: string, extension: string) =>
  `${stem.replace(/[’']/g, "").replace(/[^\p{L}\p{N} ._-]+/gu, "-").replace(/^[ .-]+|[ .-]+$/g, "").slice(0, kLongestName) || "otoscape"}.${extension}`;

/** Gives a file to the browser's downloads. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = h("a", {href: url, download: name, hidden: true});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
