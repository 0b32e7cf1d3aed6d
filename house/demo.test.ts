// SPDX-License-Identifier: EUPL-1.2
// `./dev run` without its builds: starts everything, says where it is, and leaves nothing behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { freePort, root } from "./city_and_devices.ts";

const build = process.env.QP_BUILD ?? join(root, "build/dev");

function startDemo(folder: string, port: number, ...words: string[]) {
  const options = ["--build", build, "--data", folder, "--port", String(port), ...words];
  const demo = spawn(process.execPath, [join(root, "house/demo.ts"), ...options], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DISPLAY: "", WAYLAND_DISPLAY: "" },
  });
  let said = "";
  const reactions: (() => void)[] = [];
  demo.stdout.on("data", (piece) => {
    said += piece;
    for (const react of reactions) react();
  });
  const ended = new Promise<number | null>((done) => demo.once("exit", done));
  const says = (words: string) =>
    new Promise<void>((done, failed) => {
      const look = () => said.includes(words) && done();
      reactions.push(look);
      look();
      ended.then(() => failed(new Error(`ended without "${words}":\n${said}`)));
    });
  return { demo, ended, says, said: () => said };
}

// Programs of ours that hold a file of this folder open (the log at least).
function leftBehind(folder: string): string[] {
  // Null for what has ended, or was closed, since it was listed; that says nothing of the others.
  const orNull = <T>(look: () => T): T | null => {
    try {
      return look();
    } catch {
      return null;
    }
  };
  const holdsOne = (process: string): boolean => {
    const files = orNull(() => readdirSync(`/proc/${process}/fd`)) ?? [];
    return files.some((file) => orNull(() => readlinkSync(`/proc/${process}/fd/${file}`))?.startsWith(folder));
  };
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && holdsOne(name));
}

test("--until-ready: kiosk and phone show live data, each address is said, and it ends with 0", { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-demo-"));
  const { ended, said } = startDemo(folder, await freePort(), "--until-ready");
  assert.equal(await ended, 0, said());
  for (const part of [/demo feed +http:/, /city server +http:/, /kiosk /, /phone +http:/, /the kiosk has drawn live data: .*\d/, /the phone app answers/])
    assert.match(said(), part);
  assert.deepEqual(leftBehind(folder), []);
});

test("Ctrl-C ends every process", { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-demo-"));
  const { demo, ended, says, said } = startDemo(folder, await freePort());
  await says("Ctrl-C ends everything");
  assert.notDeepEqual(leftBehind(folder), []);
  demo.kill("SIGINT");
  assert.equal(await ended, 0, said());
  assert.deepEqual(leftBehind(folder), []);
});

test("killed without a chance to tidy up, it still leaves no process behind", { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-demo-"));
  const { demo, ended, says } = startDemo(folder, await freePort());
  await says("Ctrl-C ends everything");
  demo.kill("SIGKILL");
  await ended;
  for (const until = Date.now() + 15_000; leftBehind(folder).length && Date.now() < until; )
    await new Promise((done) => setTimeout(done, 100));
  assert.deepEqual(leftBehind(folder), []);
});

test("a city server that cannot start is said, and nothing else stays", { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-demo-"));
  writeFileSync(join(folder, "city"), "not a folder\n");
  const { ended, said } = startDemo(folder, await freePort(), "--until-ready");
  assert.equal(await ended, 1);
  assert.match(said(), /city server ended with 1/);
  assert.notEqual(readFileSync(join(folder, "logs/city.log"), "utf8"), "");
  assert.deepEqual(leftBehind(folder), []);
});
