// SPDX-License-Identifier: Apache-2.0
// The browser, and a page opened in it with all that went wrong while it loaded and ran.
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

import {serve} from './server.mjs';

const kHere = path.dirname(fileURLToPath(import.meta.url));
const kLook = path.join(kHere, 'look.js');
const kAxe = readFileSync(path.join(kHere, 'node_modules/axe-core/axe.min.js'), 'utf8');
const kArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update', '--autoplay-policy=no-user-gesture-required'];

// wcag2a … best-practice: the rule sets of axe-core that are held.
const kRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const kWide = {width: 1280, height: 800};
export const kPhone = {width: 390, height: 844};
export const kViews = [kWide, kPhone].flatMap((size) =>
  ['light', 'dark'].map((scheme) => ({size, scheme, name: `${size.width} px, ${scheme}`})));

// OTOSCAPE_CHROMIUM names another browser of Chromium's kind.
export function browser_path() {
  const named = process.env.OTOSCAPE_CHROMIUM;
  return (named ? [named] : ['/usr/bin/chromium', '/usr/bin/google-chrome']).find((candidate) => existsSync(candidate));
}

// Why nothing can be opened, or false.
export const kNoBrowser = !browser_path() &&
  'there is no Chromium here: install the package chromium, or name one in OTOSCAPE_CHROMIUM';

export const launch = (more = []) => chromium.launch({executablePath: browser_path(), args: [...kArguments, ...more]});

// One page file, opened anew for each check. `close` ends the server and what is still open.
export class Site {
  constructor(browser, file) {
    this.browser = browser;
    this.file = path.resolve(file);
    this.name = path.basename(this.file, path.extname(this.file));
    this.open_sheets = new Set();
    this.views = kViews;
    this.switches = 20;
    this.captioned = false;  // whether a page without captions is at fault
  }

  async http() {
    this.server ??= await serve(path.dirname(this.file));
    return `${this.server.origin}/${encodeURIComponent(path.basename(this.file))}`;
  }

  // view: {size, scheme}; motion: 'reduce' or 'no-preference'; via: 'file', as by a double click, or 'http'.
  async open({size = kWide, scheme = 'light', motion = 'no-preference', via = 'file'} = {}) {
    const context = await this.browser.newContext({
      viewport: size, colorScheme: scheme, reducedMotion: motion, hasTouch: size === kPhone});
    const page = await context.newPage();
    const sheet = new Sheet(page, context);
    this.open_sheets.add(sheet);
    sheet.weigh = await weigher(context, page);
    await page.addInitScript({path: kLook});
    await page.goto(via === 'http' ? await this.http() : pathToFileURL(this.file).href, {waitUntil: 'load'});
    return sheet;
  }

  async end_open() {
    for (const sheet of this.open_sheets) await sheet.context.close();
    this.open_sheets.clear();
  }

  async close() {
    await this.end_open();
    await this.server?.close();
  }
}

// Counts what arrives, media included, but what the page itself made (blob:, data:); gives a function that returns
// [[url, bytes]…].
async function weigher(context, page) {
  const session = await context.newCDPSession(page);
  const urls = new Map(), bytes = new Map();
  session.on('Network.requestWillBeSent', (event) => urls.set(event.requestId, event.request.url));
  session.on('Network.dataReceived', (event) => bytes.set(event.requestId, (bytes.get(event.requestId) ?? 0) + event.dataLength));
  await session.send('Network.enable');
  return () => [...bytes].map(([id, count]) => [urls.get(id) ?? '', count]).filter(([url]) => !/^(blob|data):/.test(url));
}

// A page in one view. `troubles` holds one sentence for each thing that went wrong.
export class Sheet {
  constructor(page, context) {
    this.page = page;
    this.context = context;
    this.troubles = [];
    this.requests = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.troubles.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.troubles.push(`script: ${error.message}`));
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('response', (response) => {
      if (response.status() >= 400) this.troubles.push(`${response.status()} for ${response.url()}`);
    });
    page.on('requestfailed', (request) => {
      // A browser ends the loading of a film that has buffered enough, or whose place is sought.
      const stopped = request.resourceType() === 'media' && request.failure()?.errorText === 'net::ERR_ABORTED';
      if (!stopped) this.troubles.push(`failed: ${request.url().slice(0, 200)} (${request.failure()?.errorText})`);
    });
  }

  run(script, argument) { return this.page.evaluate(script, argument); }

  // axe's findings, one sentence each.
  async axe() {
    if (!await this.run(() => 'axe' in window)) await this.run(kAxe);
    const found = await this.run((rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']}), kRules);
    return found.violations.map((fault) =>
      `${fault.id}: ${fault.help} (${fault.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')})`);
  }

  shot(file, full = true) { return this.page.screenshot({path: file, fullPage: full}); }
}
