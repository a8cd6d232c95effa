// SPDX-License-Identifier: Apache-2.0
// Every kind of browser that can be driven here.
import {kNoChromium, kNoFirefox, Puppet} from './puppet.mjs';
import {kNoScreen, kNoSound} from './screen.mjs';
import {kNoWebKit, WebKit} from './webkit.mjs';

export const kBrowsers = [
  {kind: 'chromium', missing: kNoChromium || kNoSound, open: (view) => Puppet.open('chromium', view)},
  {kind: 'firefox', missing: kNoFirefox || kNoSound, open: (view) => Puppet.open('firefox', view)},
  {kind: 'webkit', missing: kNoWebKit || kNoScreen || kNoSound, open: (view) => WebKit.open(view)},
];
