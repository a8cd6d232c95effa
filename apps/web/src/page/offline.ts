// SPDX-License-Identifier: Apache-2.0
// Keeps the page on the device where the browser can. Says so once, when everything is kept.
import {announce} from "./announce";
import {words} from "./i18n";

export function keep_offline(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const first = !navigator.serviceWorker.controller;
  void navigator.serviceWorker.register("./sw.js").then(() => navigator.serviceWorker.ready).then(() => {
    document.documentElement.dataset.offline = "ready";
    if (first) announce(words().shell.offline);
  }).catch(() => undefined);  // forbidden or full: the page needs its server then
}
