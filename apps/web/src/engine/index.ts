// SPDX-License-Identifier: Apache-2.0
import type {Engine, FilePlayer, Player, Settings} from "./types";
export * from "./types";
export declare function loadEngine(url?: string): Promise<Engine>;
export declare function openFile(context: AudioContext, engine: Engine, file: File, settings: Settings): Promise<FilePlayer>;
export declare function openMicrophone(context: AudioContext, engine: Engine, settings: Settings): Promise<Player>;
