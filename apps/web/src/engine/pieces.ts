// SPDX-License-Identifier: Apache-2.0
// A file that is written front to back, with a few places filled in later. What is written is handed to the browser as
// blobs, which it keeps on disk where they are large, so that a film of hours needs no memory here.

const kGather = 4 << 20;  // bytes

interface Piece { at: number; size: number; blob: Blob }

export class Pieces {
  private pieces: Piece[] = [];
  private gathered: Uint8Array[] = [];
  private gatheredSize = 0;
  private end = 0;

  get size(): number { return this.end; }

  append(bytes: Uint8Array): void {
    this.gathered.push(bytes.slice());
    this.gatheredSize += bytes.length;
    this.end += bytes.length;
    if (this.gatheredSize >= kGather) this.flush();
  }
  write(bytes: Uint8Array, at: number): void {
    if (at > this.end) this.append(new Uint8Array(at - this.end));
    const over = Math.min(bytes.length, this.end - at);
    if (over > 0) this.replace(bytes.slice(0, over), at);
    if (over < bytes.length) this.append(bytes.subarray(over));
  }
  /** The whole file; nothing can be written after it. */
  blob(type: string): Blob {
    this.flush();
    return new Blob(this.pieces.map((piece) => piece.blob), {type});
  }

  private flush(): void {
    if (this.gatheredSize === 0) return;
    this.pieces.push({at: this.end - this.gatheredSize, size: this.gatheredSize,
                      blob: new Blob(this.gathered as BlobPart[])});
    this.gathered = [];
    this.gatheredSize = 0;
  }
  private replace(bytes: Uint8Array, at: number): void {
    this.flush();
    const end = at + bytes.length, kept: Piece[] = [];
    for (const piece of this.pieces) {
      const pieceEnd = piece.at + piece.size;
      if (pieceEnd <= at || piece.at >= end) {
        kept.push(piece);
        continue;
      }
      if (piece.at < at) kept.push({at: piece.at, size: at - piece.at, blob: piece.blob.slice(0, at - piece.at)});
      if (pieceEnd > end) kept.push({at: end, size: pieceEnd - end, blob: piece.blob.slice(end - piece.at)});
    }
    kept.push({at, size: bytes.length, blob: new Blob([bytes as BlobPart])});
    this.pieces = kept.sort((a, b) => a.at - b.at);
  }
}
