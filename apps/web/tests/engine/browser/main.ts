// SPDX-License-Identifier: Apache-2.0
// A page of the engine alone, for browser.test.mjs, under the page's own security policy.
import * as engine from "../../../src/engine/index";
import {LivePlayer} from "../../../src/engine/live_player";

Object.assign(window, {otoscape: engine, LivePlayer});
