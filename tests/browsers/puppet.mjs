// SPDX-License-Identifier: Apache-2.0
// Firefox by WebDriver BiDi and Chromium by its own protocol, both through puppeteer.
import {existsSync, mkdirSync} from 'node:fs';

import puppeteer from 'puppeteer-core';

import {Visit} from './visit.mjs';

const first = (...paths) => paths.find((one) => one && existsSync(one));
const kFirefox = first(process.env.OTOSCAPE_FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox');
const kChromium = first(process.env.OTOSCAPE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome');
export const kNoFirefox = !kFirefox && 'there is no Firefox here: install the package firefox-esr, or name one in OTOSCAPE_FIREFOX';
export const kNoChromium = !kChromium && 'there is no Chromium here: install the package chromium, or name one in OTOSCAPE_CHROMIUM';

const firefox = (scheme, downloads) => ({browser: 'firefox', executablePath: kFirefox, extraPrefsFirefox: {
  'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1,
  'media.cubeb.backend': 'pulse', 'media.autoplay.default': 0,
  'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.alwaysOpenPanel': false,
  'browser.download.always_ask_before_handling_new_types': false,
}});
const chromium = () => ({browser: 'chrome', executablePath: kChromium, ignoreDefaultArgs: ['--mute-audio'], args: ['--no-sandbox', '--disable-gpu',
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']});

export class Puppet extends Visit {
  troubles = [];

  /** A browser of its own with an empty profile. kind: 'firefox' or 'chromium'; `environment`: of a sound device. */
  static async open(kind, {size, scheme = 'light', environment}) {
    const one = new Puppet(kind);
    mkdirSync(one.downloads);
    const options = kind === 'firefox' ? firefox(scheme, one.downloads) : {...chromium(), downloadBehavior: {policy: 'allow', downloadPath: one.downloads}};
    one.browser = await puppeteer.launch({...options, headless: true, env: {...process.env, ...environment, HOME: one.home}});
    one.version = (await one.browser.version()).replace('/', ' ');
    one.page = await one.browser.newPage();
    await one.page.setViewport(size);
    if (kind === 'chromium') await one.page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
    one.page.on('console', (message) => { if (['error', 'warn'].includes(message.type())) one.troubles.push(`console: ${message.text()}`); });
    one.page.on('pageerror', (error) => one.troubles.push(`script: ${error.message}`));
    return one;
  }

  async faults() { return this.troubles; }

  goto(url) { return this.page.goto(url); }
  reload() { return this.page.reload(); }
  run(work, ...args) { return this.page.evaluate(work, ...args); }
  move(x, y) { return this.page.mouse.move(x, y); }
  press_pointer() { return this.page.mouse.down(); }
  release_pointer() { return this.page.mouse.up(); }
  key_down(name) { return this.page.keyboard.down(name); }
  key_up(name) { return this.page.keyboard.up(name); }
  async choose_file(selector, file) { await (await this.page.$(selector)).uploadFile(file); }
  picture() { return this.page.screenshot(); }
  async end() { await this.browser?.close(); }
}
