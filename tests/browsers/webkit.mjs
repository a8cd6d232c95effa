// SPDX-License-Identifier: Apache-2.0
// WebKitGTK's small browser, driven by the WebDriver protocol (W3C, https://www.w3.org/TR/webdriver2/) over HTTP.
import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';

import {Visit} from './visit.mjs';

const kReference = 'element-6066-11e4-a52e-4f735466cecf';  // the protocol's name of an element
const kDriver = '/usr/bin/WebKitWebDriver';
const kBrowser = ['x86_64', 'aarch64'].flatMap((machine) => ['4.1', '4.0', '6.0'].map((version) =>
  `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`)).find(existsSync);
const kKeys = {Shift: '\uE008', Tab: '\uE004', Enter: '\uE007', Escape: '\uE00C', ArrowUp: '\uE013', ArrowDown: '\uE015'};

export const kNoWebKit = (!existsSync(kDriver) || !kBrowser) &&
  'there is no WebKitWebDriver here: install the package webkit2gtk-driver';

async function free_port() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const {port} = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

export class WebKit extends Visit {
  /** A browser of its own with an empty home. `environment`: of a screen and a sound device. */
  static async open({size, scheme = 'light', environment}) {
    const one = new WebKit('webkit');
    mkdirSync(one.downloads);
    try {
      await one.start(scheme, environment);
      await one.fit(size);
    } catch (error) {
      await one.close();
      throw error;
    }
    return one;
  }

  async start(scheme, environment) {
    const port = await free_port();
    mkdirSync(path.join(this.home, '.config'));
    writeFileSync(path.join(this.home, '.config/user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${this.downloads}"\n`);
    this.driver = spawn(kDriver, [`--port=${port}`], {
      detached: true, stdio: 'ignore',  // a group of its own, so that what it starts ends with it
      env: {...process.env, ...environment, HOME: this.home, XDG_CONFIG_HOME: path.join(this.home, '.config'),
        XDG_CACHE_HOME: path.join(this.home, '.cache'), XDG_DATA_HOME: path.join(this.home, '.local'),
        GTK_THEME: scheme === 'dark' ? 'Adwaita:dark' : 'Adwaita', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1'}});
    this.root = `http://127.0.0.1:${port}`;
    for (let i = 0; !await fetch(`${this.root}/status`).catch(() => null); ++i) {
      if (i === 200) throw new Error('WebKitWebDriver did not answer within 10 s');
      await pause(50);
    }
    const args = ['--automation', '--javascript-can-open-windows-automatically=true'];
    const {sessionId, capabilities} = await this.ask('/session', {capabilities: {alwaysMatch: {'webkitgtk:browserOptions': {binary: kBrowser, args}}}});
    this.root += `/session/${sessionId}`;
    this.version = `WebKitGTK ${capabilities.browserVersion}`;
  }
  /** A window without bars, which alone gets as narrow as a telephone. */
  async fit({width, height}) {
    const [first] = await this.ask('/window/handles');
    await this.run((width, height) => { open('about:blank', '', `width=${width},height=${height},toolbar=no,location=no,menubar=no,status=no`); }, width, height);
    let handle;
    for (let i = 0; !handle && i < 100; ++i) {
      await pause(50);
      handle = (await this.ask('/window/handles')).find((name) => name !== first);
    }
    await this.ask('/window', {handle});
    await this.ask('/window/rect', {width, height});
  }

  /** The driver tells nothing of the console: what watch.js, put into the page, has kept. */
  faults() { return this.run(() => JSON.parse(sessionStorage.getItem('troubles') ?? '[]')); }

  async ask(where, body) {
    const answer = await fetch(this.root + where, body === undefined ? {}
      : {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
    const {value} = await answer.json();
    if (value?.error) throw new Error(`${where}: ${value.error}: ${value.message}`);
    return value;
  }

  goto(url) { return this.ask('/url', {url}); }
  reload() { return this.ask('/refresh', {}); }
  async run(work, ...args) {
    const {answer, failed} = await this.ask('/execute/async', {args, script: `const done = [...arguments].at(-1);
      (async () => (${work})(...[...arguments].slice(0, -1)))().then((answer) => done({answer}), (error) => done({failed: String(error)}))`});
    if (failed) throw new Error(failed);
    return answer;
  }
  act(type, ...actions) {
    const pointer = type === 'pointer' ? {parameters: {pointerType: 'mouse'}} : {};
    return this.ask('/actions', {actions: [{type, id: type, ...pointer, actions}]});
  }
  move(x, y) { return this.act('pointer', {type: 'pointerMove', x, y, duration: 0}); }
  press_pointer() { return this.act('pointer', {type: 'pointerDown', button: 0}); }
  release_pointer() { return this.act('pointer', {type: 'pointerUp', button: 0}); }
  key_down(name) { return this.act('key', {type: 'keyDown', value: kKeys[name] ?? name}); }
  key_up(name) { return this.act('key', {type: 'keyUp', value: kKeys[name] ?? name}); }
  async choose_file(selector, file) {
    const element = await this.ask('/element', {using: 'css selector', value: selector});
    await this.ask(`/element/${element[kReference]}/value`, {text: file});
  }
  async picture() { return Buffer.from(await this.ask('/screenshot'), 'base64'); }

  async end() {
    await fetch(this.root, {method: 'DELETE'}).catch(() => undefined);
    if (this.driver?.pid) try { process.kill(-this.driver.pid); } catch { /* it has ended */ }
  }
}
