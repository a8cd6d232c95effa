// SPDX-License-Identifier: Apache-2.0
// Serves one folder to this machine only, with byte ranges: what a page loads from a web server can be counted.
import {createReadStream, promises as files} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';

const kTypes = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
  '.wasm': 'application/wasm', '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.vtt': 'text/vtt', '.mp4': 'video/mp4', '.m4a': 'audio/mp4',
  '.webm': 'video/webm', '.mkv': 'video/x-matroska', '.wav': 'audio/wav', '.flac': 'audio/flac', '.ogg': 'audio/ogg',
};

// The first and last byte wanted, or null where the request names no range that the file has.
export function range(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return null;
  const first = match[1] ? +match[1] : Math.max(0, size - +match[2]);
  const last = match[1] && match[2] ? Math.min(+match[2], size - 1) : size - 1;
  return first <= last ? [first, last] : null;
}

async function answer(folder, request, response) {
  const name = path.normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
  const file = path.join(folder, name);
  const found = await files.stat(file).catch(() => null);
  if (name === '/favicon.ico') return response.writeHead(204).end();
  if (!found?.isFile()) return response.writeHead(404).end();
  const part = range(request.headers.range, found.size);
  const [first, last] = part ?? [0, found.size - 1];
  response.writeHead(part ? 206 : 200, {
    'Content-Type': kTypes[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': last - first + 1,
    'Accept-Ranges': 'bytes',
    ...(part && {'Content-Range': `bytes ${first}-${last}/${found.size}`}),
  });
  const stream = createReadStream(file, {start: first, end: last});
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}

// Gives {origin, close()}. port: 0 for one that is free.
export async function serve(folder, port = 0) {
  const server = createServer((request, response) => {
    answer(folder, request, response).catch(() => response.destroy());
  });
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); }),
  };
}
