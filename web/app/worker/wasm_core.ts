// SPDX-License-Identifier: EUPL-1.2
// The core's one function, with text and bytes carried into and out of its memory.
import createCore from "@core/quartierpuls_core.mjs";
import coreUrl from "@core/quartierpuls_core.wasm?url";
import type { Files } from "./files.ts";
import type { Reply } from "../bridge/protocol.ts";

export interface CoreReply {
  reply: Reply;
  bytes: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const nothing = new Uint8Array(0);

// Compiled while it comes in.
async function compile(): Promise<WebAssembly.Module> {
  return await WebAssembly.compileStreaming(fetch(coreUrl));
}

export class WasmCore {
  static #compiled: Promise<WebAssembly.Module> | null = null;
  readonly #module: CoreModule;

  private constructor(module: CoreModule) {
    this.#module = module;
  }

  // For who is about to load it, and has something else to wait for meanwhile. load() says where it did not come.
  static prepare(): void {
    WasmCore.#compiled ??= compile();
    WasmCore.#compiled.catch(() => (WasmCore.#compiled = null)); // it may come the next time
  }

  // One that was compiled before is started anew without asking the network.
  static async load(files: Files): Promise<WasmCore> {
    WasmCore.prepare();
    const compiled = await (WasmCore.#compiled as Promise<WebAssembly.Module>);
    const module = await createCore({
      files,
      instantiateWasm: (imports, done) => {
        // Its imports are the core's own: this cannot fail once it is compiled.
        void WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
        return {};
      },
    });
    return new WasmCore(module);
  }

  send(message: object, bytes: Uint8Array = nothing): CoreReply {
    const json = encoder.encode(JSON.stringify(message));
    const jsonAt = this.#put(json);
    const bytesAt = this.#put(bytes);
    try {
      const at = this.#module._qp_message(jsonAt, json.length, bytesAt, bytes.length);
      const [replyAt, replySize, bodyAt, bodySize] = new Uint32Array(
        this.#module.HEAPU8.buffer,
        at,
        4,
      ) as unknown as [number, number, number, number];
      const heap = this.#module.HEAPU8;
      return {
        reply: JSON.parse(decoder.decode(heap.subarray(replyAt, replyAt + replySize))) as Reply,
        bytes: heap.slice(bodyAt, bodyAt + bodySize),
      };
    } finally {
      this.#module._free(jsonAt);
      this.#module._free(bytesAt);
    }
  }

  #put(bytes: Uint8Array): number {
    const at = this.#module._malloc(Math.max(1, bytes.length));
    this.#module.HEAPU8.set(bytes, at);
    return at;
  }
}
