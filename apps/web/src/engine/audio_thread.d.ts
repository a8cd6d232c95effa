// SPDX-License-Identifier: Apache-2.0
// The globals of an AudioWorkletGlobalScope, which the library of the DOM leaves out.
declare const sampleRate: number;
declare const currentTime: number;
declare class AudioWorkletProcessor { readonly port: MessagePort; }
declare function registerProcessor(name: string,
                                   processor: new (options: AudioWorkletNodeOptions) => AudioWorkletProcessor): void;
