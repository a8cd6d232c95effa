// SPDX-License-Identifier: Apache-2.0
// Every kind of browser that can be driven here, and what it needs around it.
import {after, before} from 'node:test';

import {kNoChromium, kNoFirefox, Puppet} from './puppet.mjs';
import {kNoScreen, kNoSound, screen, sound_device} from './screen.mjs';
import {kNoWebKit, WebKit} from './webkit.mjs';

export const kBrowsers = [
  {kind: 'chromium', missing: kNoChromium || kNoSound, open: (view) => Puppet.open('chromium', view)},
  {kind: 'firefox', missing: kNoFirefox || kNoSound, open: (view) => Puppet.open('firefox', view)},
  {kind: 'webkit', missing: kNoWebKit || kNoScreen || kNoSound, open: (view) => WebKit.open(view)},
];

/** Screen and sound device of the tests that are described around the call: {device, environment()} while they run. */
export function around(kind) {
  const there = {environment: () => ({...there.device.environment, ...there.display?.environment})};
  before(async () => {
    there.device = await sound_device();
    if (kind === 'webkit') there.display = await screen();
  });
  after(async () => {
    await there.device?.close();
    await there.display?.close();
  });
  return there;
}
