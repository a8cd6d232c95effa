// SPDX-License-Identifier: Apache-2.0
// Line drawings of 24 units, for buttons; never the only sign of what a button does.
import {s} from "./dom";

const kLines = {
  kitchen: "M5 9h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5zM16 10.5h1.5a2.5 2.5 0 0 1 0 5H16M8 6V4M11 6V3.5M14 6V4",
  film: "M4 5h16v14H4zM8 5v14M16 5v14M4 9.5h4M4 14.5h4M16 9.5h4M16 14.5h4",
  own: "M12 15V4M7.5 8.5 12 4l4.5 4.5M4.5 15v3.5a1.5 1.5 0 0 0 1.5 1.5h12a1.5 1.5 0 0 0 1.5-1.5V15",
  microphone: "M12 3.5a3 3 0 0 1 3 3v4.5a3 3 0 0 1-6 0V6.5a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M8.5 21h7",
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M8.5 5.5v13M15.5 5.5v13",
  stop: "M6.5 6.5h11v11h-11z",
  room: "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10.5 19v-5h3v5",
} as const;
export type Icon = keyof typeof kLines;

export const icon = (name: Icon): SVGElement =>
  s("svg", {class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false"}, s("path", {d: kLines[name]}));
