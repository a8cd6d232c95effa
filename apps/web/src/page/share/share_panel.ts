// SPDX-License-Identifier: Apache-2.0
// A link to what is chosen. The field is there for browsers that do not copy by themselves, and to be read.
import {announce} from "../announce";
import {app} from "../app";
import {h, Part} from "../dom";
import {words} from "../i18n";
import {address, route_of} from "../route";
import {shared_text} from "./check";
import {can_pack, pack} from "./pack";

export async function link_now(): Promise<string | null> {
  const packed = await pack(shared_text(app.shared()));
  return packed && `${location.href.replace(/#.*$/, "")}${address(route_of(location.hash).place)}?s=${packed}`;
}

export class SharePanel extends Part {
  private field = h("input");
  private turn = 0;

  protected draw(): void {
    for (const name of ["listener", "settings"]) this.follow(app, name, () => void this.refresh());
    const w = words().share;
    this.field = h("input", {type: "text", readonly: true, class: "link", "aria-label": w.field, onfocus: () => this.field.select()});
    this.replaceChildren(h("section", {class: "share card", "aria-labelledby": "share-heading"}, h("h2", {id: "share-heading"}, w.heading),
      h("p", {class: "hint"}, w.hint),
      h("div", {class: "row"}, h("button", {type: "button", onclick: () => void this.copy()}, w.copy), this.field)));
    void this.refresh();
  }

  private async refresh(): Promise<string | null> {
    const turn = ++this.turn, link = await link_now();
    if (turn === this.turn) this.field.value = link ?? (can_pack() ? words().share.long : words().share.old);
    return link;
  }

  private async copy(): Promise<void> {
    const link = await this.refresh();
    if (!link) { announce(this.field.value); return; }
    try {
      await navigator.clipboard.writeText(link);
      announce(words().share.copied);
    } catch {
      this.field.focus();
      announce(words().share.not_copied);
    }
  }
}
customElements.define("oto-share", SharePanel);
