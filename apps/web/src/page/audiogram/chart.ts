// SPDX-License-Identifier: Apache-2.0
// The audiogram that is drawn in. Each frequency of the ear in hand is a slider: one stop for Tab, arrows from there.
import {kFactHz} from "#engine";

import {fresh_id, h, Part, s, set} from "../dom";
import {put, short_hz, words} from "../i18n";
import {typical} from "../listen/hearing_now";
import {app} from "../app";
import {editor} from "./editor";
import {curves, db_at, frame_of, ground, shown_db, x_of, y_of, type Frame, type Shape} from "./figure";
import {kHz, kLimits, threshold_at, type Point} from "./model";

const kStep = 5, kFine = 1;  // dB

export function svg_shape(shape: Shape): SVGElement {
  if (shape.kind === "path") return s("path", {d: shape.d, class: shape.style});
  if (shape.kind === "rect") return s("rect", {x: shape.x, y: shape.y, width: shape.width, height: shape.height, class: shape.style});
  return s("text", {x: shape.x, y: shape.y, class: shape.style}, shape.text);
}

export class AudiogramChart extends Part {
  private svg = s("svg");
  private ground = s("g");
  private lines = s("g");
  private handles = s("g");
  private frame: Frame = frame_of(0, 0);
  private at = 4;               // the frequency that Tab comes to
  private dragging = false;
  private help = fresh_id("help");

  protected draw(): void {
    const w = words().audiogram;
    this.svg = s("svg", {class: "audiogram", role: "group", "aria-label": w.chart, "aria-describedby": this.help});
    [this.ground, this.lines, this.handles] = [s("g", {"aria-hidden": "true"}), s("g", {"aria-hidden": "true"}), s("g")];
    this.svg.append(this.ground, this.lines, this.handles);
    this.handles.replaceChildren(...kHz.map((hz, i) => this.handle(hz, i)));
    this.svg.addEventListener("click", (event) => this.set_by_click(event));
    this.replaceChildren(this.svg, h("p", {class: "hint", id: this.help}, w.chart_help));
    const watch = new ResizeObserver(() => this.measure());
    watch.observe(this.svg);
    this.follow(editor, "change", () => this.paint());
    this.follow(app, "engine", () => this.measure());
  }

  private measure(): void {
    const {width, height} = this.svg.getBoundingClientRect();
    if (width === 0) return;
    this.frame = frame_of(width, height);
    set(this.svg, {viewBox: `0 0 ${width} ${height}`});
    this.ground.replaceChildren(...ground(this.frame, kFactHz, app.engine && typical()[0]).map(svg_shape));
    this.paint();
  }

  private get points(): Point[] { return editor.current[editor.conduction]; }
  private point(hz: number): Point | undefined { return this.points.find((one) => one.hz === hz); }
  /** Where a handle without a point waits. */
  private waiting(hz: number): number { return Math.round((threshold_at(this.points, hz) ?? 0) / kStep) * kStep; }

  private handle(hz: number, i: number): SVGElement {
    const node = s("g", {class: "handle", role: "slider", "aria-orientation": "vertical"},
      s("rect", {class: "hit"}), s("circle", {class: "ring", r: 12}), s("circle", {class: "ghost", r: 3}));
    node.addEventListener("keydown", (event) => this.key(event, hz, i));
    node.addEventListener("focus", () => this.come_to(i));
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !this.point(hz)) return;
      node.setPointerCapture(event.pointerId);
      node.focus();
      this.dragging = false;
      const move = (moved: PointerEvent) => this.drag(hz, moved);
      node.addEventListener("pointermove", move);
      node.addEventListener("lostpointercapture", () => node.removeEventListener("pointermove", move), {once: true});
    });
    return node;
  }

  private drag(hz: number, event: PointerEvent): void {
    const box = this.svg.getBoundingClientRect(), step = event.shiftKey ? kFine : kStep;
    const db = Math.round(db_at(this.frame, event.clientY - box.top) / step) * step;
    if (this.point(hz)?.db === db) return;
    editor.set_point(hz, db, this.dragging);
    this.dragging = true;
  }

  private set_by_click(event: MouseEvent): void {
    if (this.dragging) { this.dragging = false; return; }
    const box = this.svg.getBoundingClientRect(), x = event.clientX - box.left;
    const near = kHz.reduce((best, hz) => Math.abs(x_of(this.frame, hz) - x) < Math.abs(x_of(this.frame, best) - x) ? hz : best, kHz[0] as number);
    const db = Math.round(db_at(this.frame, event.clientY - box.top) / kStep) * kStep;
    if (event.clientY - box.top < this.frame.top - 6) return;
    editor.set_point(near, db);
    (this.handles.children[kHz.indexOf(near as typeof kHz[number])] as SVGElement).focus({preventScroll: true});
  }

  private key(event: KeyboardEvent, hz: number, i: number): void {
    const point = this.point(hz), from = point ? shown_db(point, editor.conduction) : this.waiting(hz), step = event.shiftKey ? kFine : kStep;
    const to = (db: number) => editor.set_point(hz, Math.max(kLimits.shownDb.least, Math.min(kLimits.shownDb.most, db)));
    const calls: Record<string, () => void> = {
      ArrowUp: () => to(from - (point ? step : 0)), ArrowDown: () => to(from + (point ? step : 0)),
      PageUp: () => to(from - 20), PageDown: () => to(from + 20),
      ArrowLeft: () => this.focus_on(i - 1), ArrowRight: () => this.focus_on(i + 1),
      Home: () => this.focus_on(0), End: () => this.focus_on(kHz.length - 1),
      n: () => editor.set_point(hz, "none"), N: () => editor.set_point(hz, "none"),
      Delete: () => editor.set_point(hz, undefined), Backspace: () => editor.set_point(hz, undefined),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in calls)) return;
    event.preventDefault();
    event.stopPropagation();
    calls[event.key]();
  }

  private come_to(i: number): void {
    this.at = i;
    [...this.handles.children].forEach((node, k) => set(node, {tabindex: k === i ? 0 : -1}));
  }

  private focus_on(i: number): void {
    (this.handles.children[Math.max(0, Math.min(kHz.length - 1, i))] as SVGElement).focus();
  }

  private paint(): void {
    if (this.frame.width === 0) return;
    this.lines.replaceChildren(...curves(this.frame, editor.listener, editor).map(svg_shape));
    const w = words(), column = x_of(this.frame, kHz[4]) - x_of(this.frame, kHz[3]);
    kHz.forEach((hz, i) => {
      const node = this.handles.children[i], point = this.point(hz);
      const db = point ? shown_db(point, editor.conduction) : this.waiting(hz), x = x_of(this.frame, hz), y = y_of(this.frame, db);
      set(node, {tabindex: i === this.at ? 0 : -1, class: `handle ${editor.ear}${point ? " set" : ""}`,
        "aria-label": put(w.audiogram.point, {ear: w.ears[editor.ear], conduction: w.audiogram[`${editor.conduction}_short`], hz: short_hz(hz)}),
        "aria-valuemin": kLimits.shownDb.least, "aria-valuemax": kLimits.shownDb.most, "aria-valuenow": db,
        "aria-valuetext": !point ? w.audiogram.value_empty : point.db === "none" ? w.audiogram.value_none : put(w.audiogram.value, {db})});
      const [hit, ring, ghost] = node.children;
      set(hit, {x: x - column / 2, width: column, y: y - 22, height: 44});
      set(ring, {cx: x, cy: y});
      set(ghost, {cx: x, cy: y});
    });
  }
}
customElements.define("oto-chart", AudiogramChart);
