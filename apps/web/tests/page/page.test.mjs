// SPDX-License-Identifier: Apache-2.0
// One process for all that needs the page built: it is built once, and no two browsers share the processors.
import './states.mjs';
import './use.mjs';
import './meanwhile.mjs';
import './offline.mjs';
import './whole.mjs';
