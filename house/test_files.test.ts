// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { root } from "./city_and_devices.ts";

const folder = mkdtempSync(join(tmpdir(), "quartierpuls-test-files-"));
after(() => rmSync(folder, { recursive: true }));

// Runs files of these texts, each with `test` at hand, and says what was printed and what count.py makes of it.
function runFiles(name: string, files: string[], seconds = 60): { code: number | null; said: string; counted: string } {
  const results = join(folder, name);
  const paths = files.map((text, at) => {
    const path = join(folder, `${name}-${at}.test.ts`);
    writeFileSync(path, `import { test } from "node:test";\n${text}\n`);
    return path;
  });
  const program = join(root, "house/test_files.ts");
  // Without what this test's own runner left for its children.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const ended = spawnSync(process.execPath, [program, join(results, "e2e"), String(seconds / 60), ...paths], {
    env,
    encoding: "utf8",
  });
  const count = ["house/count.py", "--suite", "e2e", "--exit-code", String(ended.status), results];
  const counted = spawnSync("python3", count, { cwd: root, encoding: "utf8" }).stdout.trim();
  return { code: ended.status, said: ended.stdout, counted };
}

const passes = `test("passes", () => {});`;

test("the cases of all files are counted, and what failed says why", () => {
  const fails = `test("fails", () => { throw new Error("two & two"); });`;
  const { code, said, counted } = runFiles("counted", [passes, fails, passes]);
  assert.equal(code, 1);
  assert.equal(counted, "e2e: 2 passed, 1 failed");
  assert.match(said, /Error: two & two/);
  const total = ["house/count.py", "--total", join(folder, "counted")];
  assert.match(spawnSync("python3", total, { cwd: root, encoding: "utf8" }).stdout, /failed in e2e: fails\n.*two & two/);
});

test("where all is well, the run ends well", () => {
  assert.deepEqual(runFiles("well", [passes, passes]).code, 0);
});

// Its own report is cut off and left out: what it holds cannot be relied on.
test("a file that hangs after its last test ends at its deadline, and has failed", () => {
  const { code, said, counted } = runFiles("hangs", [`${passes} setInterval(() => {}, 1000);`, passes], 3);
  assert.equal(code, 1);
  assert.equal(counted, "e2e: 1 passed, 1 failed");
  assert.match(said, /hangs-0\.test\.ts did not end within 0\.05 minutes/);
});

test("a file that is killed in its test has failed, and the next one runs", () => {
  const killed = `test("kills itself", () => process.kill(process.pid, "SIGKILL"));`;
  const { code, said, counted } = runFiles("killed", [killed, passes]);
  assert.equal(code, 1);
  assert.equal(counted, "e2e: 1 passed, 1 failed");
  assert.match(said, /killed-0\.test\.ts ended with SIGKILL/);
});

test("a file that fails after its last test has failed", () => {
  const { counted } = runFiles("ends_badly", [`${passes} process.on("exit", () => { process.exitCode = 3; });`]);
  assert.equal(counted, "e2e: 1 passed, 1 failed");
});

// nodejs/node #62693: `node --test` never ends over these bytes.
test("no byte that a test prints is taken for a result", () => {
  const bytes = `test("prints", () => { process.stdout.write(Buffer.from([0xff, 0x0f, 0x7f, 0xff, 0xff, 0xff])); });`;
  assert.equal(runFiles("bytes", [bytes]).counted, "e2e: 1 passed, 0 failed");
});
