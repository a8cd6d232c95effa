// SPDX-License-Identifier: Apache-2.0
// The built page, served to this machine and opened as a visitor would: each visit is a device of its own.
import path from 'node:path';
import {fileURLToPath} from 'node:url';

import {kPhone, kWide, launch, Sheet} from '../../../../tests/pages/browser.mjs';
import {serve} from '../../../../tests/pages/server.mjs';

const kRoot = fileURLToPath(new URL('../../../..', import.meta.url));
export const kShots = path.join(kRoot, 'out/web');

export class Site {
  /** folder: what Vite wrote. Served from a sub-folder, as on most hosts. */
  static async of(folder) {
    const site = new Site();
    site.folder = folder;
    site.server = await serve(path.dirname(folder));
    site.root = `${site.server.origin}/${path.basename(folder)}/`;
    site.browser = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
    site.open_contexts = [];
    return site;
  }

  /** language: 'en' or 'de'; workers: whether a service worker may come. */
  async visit({size = kWide, scheme = 'light', language = 'en', motion = 'no-preference', hash = '', search = 'index.html',
    workers = false, mic = true, before = null} = {}) {
    const context = await this.browser.newContext({viewport: size, colorScheme: scheme, reducedMotion: motion,
      locale: language === 'de' ? 'de-DE' : 'en-GB', hasTouch: size === kPhone, serviceWorkers: workers ? 'allow' : 'block',
      permissions: mic ? ['microphone', 'clipboard-read', 'clipboard-write'] : []});
    this.open_contexts.push(context);
    const page = await context.newPage();
    if (before) await page.addInitScript(before);
    const sheet = new Sheet(page, context);
    // Said by the browser where a test keeps the service worker away.
    sheet.faults = () => sheet.troubles.filter((one) => !one.includes('Service Worker registration blocked by Playwright')
      && !/icon\.svg \(net::ERR_ABORTED\)/.test(one));  // nor that a page was left before its icon had come
    sheet.foreign = () => sheet.requests.filter((url) => !url.startsWith(this.root) && !/^(blob|data):/.test(url));
    await page.goto(this.root + search + hash, {waitUntil: 'load'});
    await page.waitForSelector('oto-shell h1');
    await page.waitForFunction(() => document.querySelector('.source:not(:disabled), .audiogram, .about-part, .engine-note:not(:empty)'));
    return sheet;
  }

  async end_visits() {
    for (const context of this.open_contexts.splice(0)) await context.close();
  }

  async close() {
    await this.end_visits();
    await this.browser.close();
    await this.server.close();
  }
}

export {kPhone, kWide};
