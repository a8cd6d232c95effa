// SPDX-License-Identifier: Apache-2.0
// The engine's page in Chromium, for browser.test.mjs: built, served, opened.
import {spawnSync} from "node:child_process";
import {createReadStream, existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {createServer} from "node:http";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import path from "node:path";
import {buildEnginePage} from "./engine_page.mjs";
export {wavOf} from "./heard.mjs";

// The same as the tests of pages use.
const {chromium} = createRequire(new URL("../../../../tests/pages/package.json", import.meta.url))("playwright-core");
const kBrowser = process.env.OTOSCAPE_CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
export const kFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;
export const skip = kBrowser === undefined && "no Chromium";
const kTypes = {".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".mp4": "video/mp4"};
export const folder = mkdtempSync(path.join(tmpdir(), "otoscape-browser-"));
let server, browser;
export const asked = [], faults = [];

export async function opened() {
  if (skip) return undefined;
  await buildEnginePage(folder);
  server = createServer((request, answer) => {
    const name = path.join(folder, path.normalize(new URL(request.url, "http://x").pathname));
    if (request.url === "/favicon.ico") return answer.writeHead(204).end();
    if (!existsSync(name)) return answer.writeHead(404).end();
    answer.writeHead(200, {"content-type": kTypes[path.extname(name)] ?? "application/octet-stream"});
    createReadStream(name).pipe(answer);
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  browser = await chromium.launch({
    executablePath: kBrowser,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
           "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  });
  const page = await (await browser.newContext({permissions: ["microphone"]})).newPage();
  page.on("request", (request) => asked.push(request.url()));
  page.on("response", (response) => { if (response.status() >= 400) faults.push(response.url()); });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  const origin = `http://127.0.0.1:${server.address().port}`;
  await page.goto(`${origin}/index.html`);
  await page.waitForFunction(() => "otoscape" in window);
  return page;
}
/** Resident memory of all the browser's processes, in MB. */
export async function processMegabytes() {
  const session = await browser.newBrowserCDPSession();
  const {processInfo} = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const kilobytes = ({id}) => {
    try {
      return +/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"))[1];
    } catch (error) {
      if (error.code === "ENOENT" || error.code === "ESRCH") return 0;  // it has ended
      throw error;
    }
  };
  return Math.round(processInfo.reduce((sum, one) => sum + kilobytes(one), 0) / 1000);
}
export async function closed() {
  await browser?.close();
  server?.close();
  rmSync(folder, {recursive: true});
}
