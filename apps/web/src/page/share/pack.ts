// SPDX-License-Identifier: Apache-2.0
// Text that fits behind "#": deflate (RFC 1951) and base64url (RFC 4648). Both ways are limited: a link of a few hundred
// characters may unpack to a gigabyte, and is left at the limit.
export const kMostPacked = 32_000;     // characters of a link
export const kMostUnpacked = 256_000;  // bytes

export function to_base64url(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** null where it is not base64url. */
export function from_base64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
}

/** All of a stream, or null where it fails or has more than `most` bytes; then the rest is not read. */
async function gather(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const {done, value} = await reader.read();
      if (done) break;
      size += value.length;
      if (size > most) { await reader.cancel().catch(() => undefined); return null; }
      pieces.push(value);
    }
  } catch { return null; }
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) { all.set(piece, at); at += piece.length; }
  return all;
}

/** Firefox before 113 and Safari before 16.4 have no raw deflate. */
export function can_pack(): boolean {
  try {
    return !!new CompressionStream("deflate-raw") && !!new DecompressionStream("deflate-raw");
  } catch { return false; }
}

/** null where the text is too long for a link, or this browser makes none. */
export async function pack(text: string): Promise<string | null> {
  if (!can_pack()) return null;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > kMostUnpacked) return null;
  const packed = await gather(new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw")), kMostUnpacked);
  const link = packed && to_base64url(packed);
  return link && link.length <= kMostPacked ? link : null;
}

/** null for everything that `pack` does not make, and where this browser reads none. */
export async function unpack(packed: string): Promise<string | null> {
  if (!can_pack()) return null;
  const bytes = packed.length <= kMostPacked ? from_base64url(packed) : null;
  if (!bytes || bytes.length === 0) return null;
  const text = await gather(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")), kMostUnpacked);
  if (!text) return null;
  try { return new TextDecoder("utf-8", {fatal: true}).decode(text); } catch { return null; }
}
