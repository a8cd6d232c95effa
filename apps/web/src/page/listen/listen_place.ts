// SPDX-License-Identifier: Apache-2.0
// Listen: a sound, a listener, what of the one reaches the other.
import {h, Part} from "../dom";
import {words} from "../i18n";
import "../share/share_panel";
import "./calibration";
import "./export_panel";
import "./levels_view";
import "./listeners";
import "./sound_options";
import "./sources";
import "./stage";
import "./story_panel";

export class ListenPlace extends Part {
  protected draw(): void {
    const w = words().listen, make = (name: string) => document.createElement(name);
    this.replaceChildren(
      h("div", {class: "hero"}, h("h1", {}, w.heading), h("p", {class: "lead"}, w.lead)),
      make("oto-sources"),
      h("div", {class: "columns"},
        h("div", {class: "main-column"}, make("oto-stage"), make("oto-levels"), make("oto-story")),
        h("div", {class: "side-column"}, make("oto-listeners")),
        h("div", {class: "below"}, make("oto-options"), h("div", {class: "main-column"}, make("oto-calibration"), make("oto-export"), make("oto-share")))));
  }
}
