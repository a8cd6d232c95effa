// SPDX-License-Identifier: Apache-2.0
// Reads here and there in a file, where the heads of its elements are; and what is found there.

/** How many of each there are; chapters 0 or 1; title: of the whole file, "" where it has none of a kind that is read. */
export interface Beside { subtitles: number; chapters: number; attachments: number; data: number; title: string }
export const nothingBeside = (): Beside => ({subtitles: 0, chapters: 0, attachments: 0, data: 0, title: ""});

const kMostElements = 20_000;  // looked at: a film has some hundred

export interface Element { id: number; at: number; end: number }  // of what it holds

export class Reader {
  private window: DataView = new DataView(new ArrayBuffer(0));
  private from = 0;
  private looked = 0;

  constructor(private readonly file: Blob) {}
  get size(): number { return this.file.size; }

  /** Bytes from a place on; fewer at the file's end. */
  async bytes(at: number, wanted: number): Promise<DataView> {
    const count = Math.max(0, wanted);
    if (at < this.from || at + count > this.from + this.window.byteLength) {
      this.window = new DataView(await this.file.slice(at, at + Math.max(count, 4096)).arrayBuffer());
      this.from = at;
    }
    const start = Math.min(at - this.from, this.window.byteLength);
    return new DataView(this.window.buffer, start, Math.min(count, this.window.byteLength - start));
  }
  /** False where so much was looked at that the file is no film. */
  count(): boolean { return ++this.looked < kMostElements; }
}
