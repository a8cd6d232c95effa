// SPDX-License-Identifier: Apache-2.0
// Where an audiogram comes from and how it is kept.
import {announce} from "../announce";
import {app} from "../app";
import {h, Part, say} from "../dom";
import {download, file_name} from "../download";
import {words} from "../i18n";
import {preset_words} from "../names";
import {csv_from_listener} from "./csv";
import {editor} from "./editor";
import {import_file, type Imported} from "./import";
import {kLimits} from "./model";
import {audiogram_png, audiogram_svg} from "./picture_file";
import {listener_toml} from "./toml";

export class FilesPanel extends Part {
  private pick = h("input");
  private name = h("input");

  protected draw(): void {
    const w = words().audiogram;
    this.pick = h("input", {type: "file", accept: ".csv,.json,.toml,.txt,.tsv", class: "unseen", tabindex: -1, "aria-label": w.import, onchange: () => void this.take()});
    this.name = h("input", {type: "text", maxlength: kLimits.nameLength, autocomplete: "off", value: editor.listener.name,
      onchange: () => editor.change((all) => { all.name = this.name.value; })});
    const make = (name: string, call: () => void) => h("button", {type: "button", onclick: call}, name);
    this.replaceChildren(h("section", {class: "card files", "aria-labelledby": "files-heading"}, h("h2", {id: "files-heading"}, w.start),
      h("div", {class: "row"}, this.presets(), make(`${w.import} …`, () => this.pick.click())), this.pick, h("p", {class: "hint"}, w.import_hint),
      h("div", {class: "choice"}), h("p", {class: "trouble", role: "alert", hidden: true}),
      h("h2", {}, w.keep), h("label", {class: "slide"}, h("span", {}, w.name), this.name),
      h("div", {class: "row"}, make(w.toml, () => this.keep_toml()), make(w.csv, () => this.keep(csv_from_listener(editor.listener), "csv", "text/csv")),
        make(w.svg, () => this.keep(audiogram_svg(editor.listener), "svg", "image/svg+xml")), make(w.png, () => void this.keep_png()))));
    this.follow(editor, "change", () => { if (this.name.value !== editor.listener.name) this.name.value = editor.listener.name; });
    this.follow(app, "engine", () => this.querySelector(".start")?.replaceWith(this.presets()));
  }

  private presets(): HTMLElement {
    const w = words().audiogram;
    const all = app.presets("listener").filter((one) => !one.name.includes("YEARS") && !one.text.includes(".implant]"));
    const named = (name: string, meaning: string) => preset_words(name, meaning);
    const select = h("select", {class: "start", "aria-label": w.start, onchange: () => {
      if (select.value) editor.start_from(select.value, named(select.value, "")[0]);
      select.value = "";
    }}, h("option", {value: ""}, w.start_hint), ...all.map(({name, meaning}) => h("option", {value: name}, named(name, meaning).join(": "))));
    return select;
  }

  private async take(): Promise<void> {
    const file = this.pick.files?.[0];
    this.pick.value = "";
    const engine = file && await app.ready();
    if (engine) this.imported(await import_file(engine, file));
  }

  private imported(read: Imported): void {
    const trouble = this.querySelector<HTMLElement>(".trouble")!, choice = this.querySelector<HTMLElement>(".choice")!;
    trouble.hidden = read.kind !== "fault";
    say(trouble, read.kind === "fault" ? read.sentence : "");
    choice.replaceChildren();
    if (read.kind === "own") editor.replace(read.listener);
    else if (read.kind === "text") editor.use_text(read.text);
    else if (read.kind === "ids") {
      const select = h("select", {onchange: () => { if (select.value) this.imported(read.pick(+select.value)); }}, h("option", {value: ""}, "…"),
        ...read.ids.map((id, index) => h("option", {value: index}, id)));
      choice.append(h("label", {class: "slide"}, h("span", {}, words().audiogram.several), select));
      select.focus();
    }
  }

  private stem(): string { return editor.listener.name || "audiogram"; }
  private keep(text: string, extension: string, type: string): void {
    download(new Blob([text], {type}), file_name(this.stem(), extension));
  }
  private keep_toml(): void { this.keep(editor.whole_text || listener_toml(editor.listener), "toml", "application/toml"); }
  private async keep_png(): Promise<void> {
    const blob = await audiogram_png(editor.listener);
    if (blob) download(blob, file_name(this.stem(), "png"));
    else announce(words().errors.png);
  }
}
customElements.define("oto-files", FilesPanel);
