// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { freePort, toml } from "./city_and_devices.ts";
import { Program } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "quartierpuls-house-"));

const shell = (script: string) =>
  new Program({ name: "shell", command: ["sh", "-c", script], log: join(folder, "shell.log"), isScripted: true });

test("a program is ready when it says so, and tells where", async () => {
  const program = shell("echo starting; sleep 0.1; echo 'city: ready http://127.0.0.1:8440 (pid 1)'; cat");
  assert.equal(await program.ready("ready "), "http://127.0.0.1:8440");
  assert.equal(await program.stop(), true);
});

test("a program that ends before it is ready is an error with its last words", async () => {
  const program = shell("echo 'city.toml:7: unknown key quarters'; exit 3");
  await assert.rejects(program.ready("ready "), /ended with 3.*\n.*city\.toml:7: unknown key/);
});

test("each line to a scripted program gets its own answer", async () => {
  const program = shell('while read -r line; do case $line in tap*) echo "ok $line";; *) echo "fail $line";; esac; done');
  assert.equal(await program.must("tap start"), "tap start");
  assert.equal(await program.ask("fly"), "fail fly");
  await assert.rejects(program.must("fly"), /shell: fly: fail fly/);
  assert.equal(await program.must("tap end"), "tap end");
  await program.stop();
});

test("a program that ignores the wish to end is killed, and that is told", { timeout: 20_000 }, async () => {
  const program = shell("trap '' TERM; echo ready x; while :; do sleep 0.1; done");
  await program.ready("ready ");
  assert.equal(await program.stop(), false);
  assert.equal(program.hasEnded, true);
});

test("configuration is written as TOML: plain values before tables", () => {
  assert.equal(toml({ name: "Bielefeld", http: { port: 1 }, scopes: ["city"] }),
               'name = "Bielefeld"\nscopes = ["city"]\n\n[http]\nport = 1\n');
});

test("a port that is taken is passed over", async () => {
  const { createServer } = await import("node:net");
  const port = await freePort();
  const taken = createServer().listen(port, "127.0.0.1");
  await new Promise((done) => taken.once("listening", done));
  assert.notEqual(await freePort(port), port);
  taken.close();
});
