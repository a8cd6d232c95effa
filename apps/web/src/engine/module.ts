// SPDX-License-Identifier: Apache-2.0
// One instance of otoscape.wasm, on any thread: its memory, texts and errors.
import type {Calls, Pointer} from "./calls";
import {kError} from "./layout";
import {Told} from "./told";
import type {ReadError} from "./types";
import {decodeUtf8, encodeUtf8} from "./utf8";

/** What wasi-libc asks of its host. The engine opens no file and prints nothing, so all but the clock say "no". */
function host(memory: () => WebAssembly.Memory): WebAssembly.ModuleImports {
  const kNoSys = 52;
  const started = Date.now();
  const answers: Record<string, (...args: never[]) => unknown> = {
    clock_time_get: (_id: number, _precision: bigint, at: number) => {
      new DataView(memory().buffer).setBigUint64(at, BigInt(Date.now() - started) * 1_000_000n, true);
      return 0;
    },
    proc_exit: (status: number) => {
      throw new Error(`the engine stopped with status ${status}`);
    },
  };
  return new Proxy(answers, {get: (known, name: string) => known[name] ?? (() => kNoSys)}) as WebAssembly.ModuleImports;
}

function importsOf(module: WebAssembly.Module, memory: () => WebAssembly.Memory): WebAssembly.Imports {
  const imports: WebAssembly.Imports = {wasi_snapshot_preview1: {}};
  const answers = host(memory);
  for (const wanted of WebAssembly.Module.imports(module)) {
    (imports[wanted.module] ??= {})[wanted.name] = answers[wanted.name]!;
  }
  return imports;
}

export class Otoscape {
  readonly calls: Calls;
  private bytes_ = new Uint8Array(0);
  private floats_ = new Float32Array(0);

  /** Compiled modules are made by compile, or on an audio thread from bytes; an instance of one, by instance. */
  constructor(module: WebAssembly.Module | Calls) {
    this.calls = module instanceof WebAssembly.Module
      ? new WebAssembly.Instance(module, importsOf(module, () => this.calls.memory)).exports as unknown as Calls
      : module;
    this.calls._initialize();
  }
  /** For a page's own thread, on which some browsers make no large instance at once. */
  static async instance(module: WebAssembly.Module): Promise<Otoscape> {
    const made: WebAssembly.Instance =
      await WebAssembly.instantiate(module, importsOf(module, () => made.exports.memory as WebAssembly.Memory));
    return new Otoscape(made.exports as unknown as Calls);
  }

  /** Memory that grows leaves older views empty: hold neither of these across a call. */
  get bytes(): Uint8Array {
    if (this.bytes_.buffer !== this.calls.memory.buffer) this.bytes_ = new Uint8Array(this.calls.memory.buffer);
    return this.bytes_;
  }
  get floats(): Float32Array {
    if (this.floats_.buffer !== this.calls.memory.buffer) this.floats_ = new Float32Array(this.calls.memory.buffer);
    return this.floats_;
  }
  get view(): DataView { return new DataView(this.calls.memory.buffer); }

  /** Throws where the browser gives no more memory. */
  take(size: number): Pointer {
    const at = this.calls.malloc(size);
    if (at === 0) throw new Told("This browser has no memory left for the engine; close other pages.");
    return at;
  }
  free(...pointers: Pointer[]): void { for (const pointer of pointers) this.calls.free(pointer); }

  text(at: Pointer): string {
    if (at === 0) return "";
    return decodeUtf8(this.bytes.subarray(at, this.bytes.indexOf(0, at)));
  }
  /** Gives `work` a text's place and size; the text ends with a 0. */
  withText<T>(text: string, work: (at: Pointer, size: bigint) => T): T {
    const bytes = encodeUtf8(text);
    const at = this.take(bytes.length + 1);
    this.bytes.set(bytes, at);
    this.bytes[at + bytes.length] = 0;
    try { return work(at, BigInt(bytes.length)); } finally { this.free(at); }
  }

  /** What `make` returns, or why it returned NULL. */
  made(make: (error: Pointer) => Pointer): Pointer | ReadError {
    const error = this.take(kError.size);
    this.calls.otoscape_error_init(error, kError.size);
    const handle = make(error);
    const why = handle === 0 ? this.error(error) : null;
    this.free(error);
    return why ?? handle;
  }
  /** As made, for functions that return 0 on success. */
  done(work: (error: Pointer) => number): ReadError | null {
    const answer = this.made((error) => (work(error) === 0 ? 1 : 0));
    return typeof answer === "number" ? null : answer;
  }
  private error(at: Pointer): ReadError {
    return {
      sentence: this.text(at + kError.sentence),
      line: this.view.getInt32(at + kError.line, true),
      suggestion: this.text(at + kError.suggestion),
    };
  }

  /** Arrays of floats beside each other; the pointer is to their pointers, then comes the first array. */
  planes(count: number, frames: number): Planes { return new Planes(this, count, frames); }
}

/** Channels of sound inside the engine's memory. */
export class Planes {
  readonly pointers: Pointer;
  private readonly first: Pointer;

  constructor(private readonly engine: Otoscape, readonly count: number, readonly frames: number) {
    const table = 4 * count;
    this.pointers = engine.take(table + 4 * count * frames + 16);
    this.first = (this.pointers + table + 15) & ~15;
    const view = engine.view;
    for (let i = 0; i < count; ++i) view.setUint32(this.pointers + 4 * i, this.first + 4 * i * frames, true);
  }
  /** Index of a channel's first frame within Otoscape.floats. */
  at(channel: number): number { return (this.first >> 2) + channel * this.frames; }
  /** A view for at once: the next call of the engine may leave it empty. */
  channel(channel: number, frames = this.frames): Float32Array {
    return this.engine.floats.subarray(this.at(channel), this.at(channel) + frames);
  }
  /** Pointers to the channels from one on. */
  from(channel: number): Pointer { return this.pointers + 4 * channel; }
  free(): void { this.engine.free(this.pointers); }
}
