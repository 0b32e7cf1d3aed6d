// SPDX-License-Identifier: EUPL-1.2
// node run.cjs PROGRAM.js [ARGUMENT...]: runs a test program of the wasm preset and ends with its exit code.
// Emscripten 3.1.6 would fetch its .wasm by URL where `fetch` exists, which fails in Node 18 and newer.
const fs = require("node:fs");
const path = require("node:path");

const [program, ...args] = process.argv.slice(2);
const script = path.resolve(program);
const wasmBinary = fs.readFileSync(script.replace(/\.js$/, ".wasm"));

require(script)({
  wasmBinary,
  arguments: args,
  preRun: [(module) => Object.assign(module.ENV, { QP_SOURCE: process.env.QP_SOURCE ?? "" })],
  onExit: (code) => (process.exitCode = code),
  onAbort: (reason) => {
    console.error(`aborted: ${reason}`);
    process.exit(134);
  },
}).catch((error) => {
  console.error(error);
  process.exit(1);
});
