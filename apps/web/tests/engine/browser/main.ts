// SPDX-License-Identifier: Apache-2.0
// A page of the engine alone, for browser.test.mjs, under the page's own security policy.
import * as engine from "../../../src/engine/index";
import {LivePlayer} from "../../../src/engine/live_player";

/** Bytes as text, which a test gets far sooner than an array of numbers. */
function base64(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).split(",")[1]!);
    reader.readAsDataURL(blob);
  });
}

Object.assign(window, {otoscape: engine, LivePlayer, base64});
