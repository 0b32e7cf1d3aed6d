// SPDX-License-Identifier: EUPL-1.2
// What Emscripten's output exports (web/bridge/CMakeLists.txt names it).
interface CoreModule {
  HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(size: number): number;
  _free(at: number): void;
  _qp_message(json: number, jsonSize: number, bytes: number, bytesSize: number): number;
}

declare module "@core/quartierpuls_core.mjs" {
  const create: (options: {
    files: unknown;
    instantiateWasm: (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => object;
  }) => Promise<CoreModule>;
  export default create;
}

declare module "@core/quartierpuls_core.wasm?url" {
  const url: string;
  export default url;
}
