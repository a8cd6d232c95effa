// SPDX-License-Identifier: Apache-2.0
// Elements written as calls. Text is always text: nothing here reads markup, so no word of a file or of a link can
// become an element.
export type Child = Node | string | number | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Attributes = Record<string, Value>;

const kSvg = "http://www.w3.org/2000/svg";

/** `onclick` and the like take functions; true and false set and remove; everything else is an attribute's text. */
export function set(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value as EventListener);
    else if (value === false || value === null || value === undefined) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value === true ? "" : value))
      node.setAttribute(name, String(value === true ? "" : value));
  }
}

function fill<E extends Element>(node: E, attributes: Attributes, children: Child[]): E {
  set(node, attributes);
  for (const child of children)
    if (child !== null && child !== undefined && child !== false) node.append(child instanceof Node ? child : String(child));
  return node;
}

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]) {
  return fill(document.createElement(tag), attributes, children);
}

export function s<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]) {
  return fill(document.createElementNS(kSvg, tag) as SVGElementTagNameMap[K], attributes, children);
}

/** Writes only what changed: a reader is not told again, a selection not lost. */
export function say(node: Element, words: string): void {
  if (node.textContent !== words) node.textContent = words;
}

/** An element of the page that is drawn anew as a whole, and listens only while it is on the page. */
export abstract class Part extends HTMLElement {
  private leaving = new AbortController();

  connectedCallback(): void {
    this.leaving = new AbortController();
    this.draw();
  }

  disconnectedCallback(): void { this.leaving.abort(); }

  protected abstract draw(): void;

  /** Listens to `target` until this element leaves the page. */
  protected follow(target: EventTarget, name: string, call: (event: Event) => void): void {
    target.addEventListener(name, call, {signal: this.leaving.signal});
  }
}

/** Draws `node` anew and leaves the focus where it was, counted among what can have it: for parts that a change redraws. */
export function keeping_focus(node: Element, draw: () => void): void {
  const all = () => [...node.querySelectorAll<HTMLElement>("button, input, select, a, summary")];
  const at = all().indexOf(document.activeElement as HTMLElement);
  draw();
  if (at >= 0) all()[at]?.focus({preventScroll: true});
}

let last = 0;
/** A name for an element that a label or a description points to. */
export const fresh_id = (stem: string) => `${stem}-${++last}`;
