// SPDX-License-Identifier: Apache-2.0
// Every check of a page: {name, run(site, pixels)}; run throws with what it found.
import {captions} from './captions.mjs';
import {full_screen} from './full_screen.mjs';
import {keyboard} from './keyboard.mjs';
import {opening} from './opening.mjs';
import {films} from './playing.mjs';
import {reading} from './reading.mjs';
import {seeing} from './seeing.mjs';

export const kChecks = [...opening, ...reading, ...keyboard, ...full_screen, ...seeing, ...films, ...captions];
