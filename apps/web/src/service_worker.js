// SPDX-License-Identifier: Apache-2.0
// Keeps the whole page on the device, one version at a time. `VERSION` and `FILES` are filled in by the build. What is
// kept is never asked of the server again. A new version is another sw.js; it takes over when no page is open any more,
// since one that is open needs the files it was built with.
const kVersion = 'VERSION';
const kFiles = ['FILES'];
const kName = `otoscape ${self.registration.scope} ${kVersion}`;
const kOurs = `otoscape ${self.registration.scope} `;

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const kept = await caches.open(kName);
    await kept.addAll(kFiles.map((name) => new Request(name, {cache: 'no-cache'})));
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(kOurs) && name !== kName) await caches.delete(name);
    await self.clients.claim();
  })());
});

// The folder itself is its index.html.
async function answer(event) {
  const {request} = event;
  const kept = await caches.open(kName);
  const url = new URL(request.url);
  url.search = url.hash = '';
  const page = new URL('index.html', self.registration.scope).href;
  const found = await kept.match(url.href) ?? (request.mode === 'navigate' ? await kept.match(page) : undefined);
  if (found) return found;
  const answered = await fetch(request);
  const media = url.href.startsWith(new URL('media/', self.registration.scope).href);
  // A full disk: played, not kept.
  if (media && answered.status === 200) event.waitUntil(kept.put(url.href, answered.clone()).catch(() => undefined));
  return answered;
}

self.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET' && event.request.url.startsWith(self.registration.scope))
    event.respondWith(answer(event));
});
