// SPDX-License-Identifier: Apache-2.0
// A calibration for everybody: the page's voice is made as loud as a calm voice at one metre, 62 dB SPL (ANSI S3.5-1997,
// normal vocal effort). From the slider's place follows how loud a sound at full scale is.
import {app} from "../app";
import {h, Part, say, set} from "../dom";
import {language_now, number, put, words} from "../i18n";
import {voice} from "../kitchen/kitchen";
import {kHomeDbSpl, kFullScale} from "../prefs";
import {also_stops} from "../stop";
import {session} from "./session";

const kVoiceDbFs = -26;          // of the recorded voice while it speaks
const kVoiceInRoomDbSpl = 62;
const kSlider = {least: -36, most: 6, first: -18};  // dB; it begins soft, and peaks stay below full scale

/** dB SPL of a signal whose RMS is 1.0, if the voice with this gain is as loud as in a room. */
export const full_scale_of = (gain_db: number) =>
  Math.max(kFullScale.least, Math.min(kFullScale.most, kVoiceInRoomDbSpl - (kVoiceDbFs + gain_db)));
export const gain_of = (full_scale_db_spl: number) => kVoiceInRoomDbSpl - kVoiceDbFs - full_scale_db_spl;

export class Calibration extends Part {
  private forget: () => void = () => undefined;
  private context: AudioContext | null = null;
  private gain: GainNode | null = null;
  private play = h("button");
  private slider = h("input");
  private keep = h("button");  // once the voice was heard
  private now = h("p");

  protected draw(): void {
    this.forget = also_stops(() => this.stop());
    this.follow(app, "prefs", () => this.refresh());
    this.follow(session, "change", () => { if (session.sounding) this.stop(); });
    const w = words().calibration;
    this.play = h("button", {type: "button", onclick: () => this.context ? this.stop() : void this.start()}, w.play);
    this.slider = h("input", {type: "range", min: kSlider.least, max: kSlider.most, step: 1, "aria-label": w.slider, oninput: () => this.turn()});
    const level = app.prefs.fullScaleDbSpl;
    this.slider.value = String(level === kHomeDbSpl ? kSlider.first : Math.min(kSlider.most, gain_of(level)));
    this.keep = h("button", {type: "button", class: "primary", disabled: true, onclick: () => app.set_prefs({fullScaleDbSpl: full_scale_of(+this.slider.value)})}, w.keep);
    this.now = h("p", {class: "now", role: "status"});
    this.replaceChildren(h("details", {class: "card calibration"}, h("summary", {}, h("h2", {}, w.heading)),
      h("p", {}, w.lead), h("ol", {}, ...w.steps.map((step) => h("li", {}, step))),
      h("div", {class: "row"}, this.play),
      h("div", {class: "slider-row"}, h("span", {"aria-hidden": "true"}, w.softer), this.slider, h("span", {"aria-hidden": "true"}, w.louder)),
      h("div", {class: "row"}, this.keep,
        h("button", {type: "button", onclick: () => app.set_prefs({fullScaleDbSpl: kHomeDbSpl})}, w.reset)),
      this.now, h("p", {class: "hint"}, w.script)));
    this.refresh();
  }

  override disconnectedCallback(): void {
    this.stop();
    this.forget();
    super.disconnectedCallback();
  }

  private refresh(): void {
    const w = words().calibration, level = app.prefs.fullScaleDbSpl;
    say(this.now, `${put(w.now, {db: number(level)})} ${level === kHomeDbSpl ? w.usual : app.remembers ? w.kept : words().shell.forgets}`);
    this.turn();
  }

  private turn(): void {
    const gain = +this.slider.value;
    set(this.slider, {"aria-valuetext": `${number(gain)} dB`});
    if (this.gain && this.context) this.gain.gain.setTargetAtTime(10 ** (gain / 20), this.context.currentTime, 0.03);
  }

  private async start(): Promise<void> {
    session.stop();
    const context = this.context = new AudioContext();
    say(this.play, words().calibration.stop);
    try {
      const source = new AudioBufferSourceNode(context, {buffer: await voice(language_now(), context.sampleRate), loop: true});
      if (this.context !== context) return;
      this.gain = new GainNode(context, {gain: 0});
      source.connect(this.gain).connect(context.destination);
      this.turn();
      source.start();
      this.keep.disabled = false;
    } catch {
      this.stop();
      say(this.now, words().errors.fetch);
    }
  }

  private stop(): void {
    const context = this.context;
    if (!context) return;
    this.gain?.gain.setTargetAtTime(0, context.currentTime, 0.003);
    setTimeout(() => void context.close().catch(() => undefined), 40);
    this.context = this.gain = null;
    say(this.play, words().calibration.play);
  }
}
customElements.define("oto-calibration", Calibration);
