// SPDX-License-Identifier: Apache-2.0
// A page in a browser, used as a person would. Each kind of browser gives: goto, reload, run, move, press_pointer,
// release_pointer, key_down, key_up, choose_file, picture, end; version; faults, one sentence for each error that the page
// made.
import {existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';

/** The middle of an element, brought into view; null where there is none that is seen. Runs in the page. */
function middle_of(selector, index) {
  const element = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).at(index);
  if (!element) return null;
  element.scrollIntoView({block: 'center', behavior: 'instant'});
  const box = element.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

export class Visit {
  constructor(kind) {
    this.home = mkdtempSync(path.join(tmpdir(), `otoscape-${kind}-`));
    this.downloads = path.join(this.home, 'Downloads');
  }

  /** Asks the page until its answer is true; gives that answer. Fails after `ms` with what was asked. */
  async until(work, values = [], ms = 15_000) {
    const end = performance.now() + ms;
    for (;;) {
      const answer = await this.run(work, ...values);
      if (answer) return answer;
      if (performance.now() > end) throw new Error(`not within ${ms} ms: ${work} of ${JSON.stringify(values)}`);
      await pause(20);
    }
  }
  seen(selector, ms) {
    return this.until((what) => [...document.querySelectorAll(what)].some((one) => one.checkVisibility()), [selector], ms);
  }

  /** By the pointer; of several elements that are seen the one with that index. */
  async hold(selector, index = 0) {
    await this.seen(selector);
    await this.move(...(await this.run(middle_of, selector, index)).map(Math.round));
    await this.press_pointer();
  }
  async click(selector, index = 0) {
    await this.hold(selector, index);
    await this.release_pointer();
  }
  async key(name) {
    await this.key_down(name);
    await this.key_up(name);
  }
  /** As by a choice from the list, which is drawn by the system. */
  select(selector, value) {
    return this.run((what, to) => {
      const list = document.querySelector(what);
      list.value = to;
      list.dispatchEvent(new Event('change', {bubbles: true}));
    }, selector, value);
  }

  /** The path of the file that `act` makes the browser keep. */
  async downloaded(act, ms = 60_000) {
    const all = () => existsSync(this.downloads) ? readdirSync(this.downloads) : [];
    const unfinished = (name) => /\.(part|wkdownload|crdownload)$/.test(name);
    const files = () => all().filter((name) => !name.startsWith('.') && !unfinished(name));
    const before = new Set(files()), end = performance.now() + ms;
    await act();
    for (;;) {
      const fresh = files().find((name) => !before.has(name));
      if (fresh && !all().some(unfinished)) {
        // Out of the way: WebKitGTK writes a second file of one name over the first.
        const kept = path.join(mkdtempSync(path.join(this.home, 'kept-')), fresh);
        renameSync(path.join(this.downloads, fresh), kept);
        return kept;
      }
      if (performance.now() > end) throw new Error(`no file was kept within ${ms} ms`);
      await pause(100);
    }
  }

  async shot(file) { writeFileSync(file, await this.picture()); }

  async close() {
    await this.end();
    rmSync(this.home, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
  }
}
