// SPDX-License-Identifier: Apache-2.0
// Places and what a link carries, both behind "#": "#/audiogram?s=…". Nothing behind "#" is sent to a server.
export const kPlaces = ["listen", "audiogram", "about"] as const;
export type Place = typeof kPlaces[number];
export interface Route { place: Place; shared: string; anchor: string }

/** Any text: what is no place is Listen. */
export function route_of(hash: string): Route {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [name, anchor = ""] = path.split("/", 2);
  const place = (kPlaces as readonly string[]).includes(name) ? name as Place : "listen";
  const shared = /^s=([A-Za-z0-9_-]*)$/.exec(query)?.[1] ?? "";
  return {place, shared, anchor: /^[a-z-]{0,40}$/.test(anchor) ? anchor : ""};
}

export const address = (place: Place, anchor = "") => `#/${place}${anchor ? `/${anchor}` : ""}`;
