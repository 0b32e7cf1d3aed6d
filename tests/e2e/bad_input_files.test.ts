// SPDX-License-Identifier: EUPL-1.2
// Files that people write: tables with broken rows, and configurations with mistakes.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";

import { type City, type Place, program, startCity } from "../../house/city_and_devices.ts";
import { forget, newPlace } from "./bare_city.ts";
import { openData } from "./world.ts";

let place: Place;
let city: City;

before(async () => {
  place = newPlace();
  city = await startCity(place);
});

after(async () => {
  await city?.program.stop();
  forget(place);
});

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

function run(name: string, words: string[], withinMs = 20_000): Promise<Ended> {
  return new Promise((done) => {
    execFile(program(place, name), words, { timeout: withinMs }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
  });
}

function importing(option: string, file: string, content: string | Buffer): Promise<Ended> {
  const path = join(place.folder, file);
  writeFileSync(path, content);
  return run("quartierpuls-city", ["import", "--config", city.config, option, path]);
}

test("unknown columns and broken rows are counted and named with their line, and the rest goes in", async () => {
  const rows = [
    "key;name;sector;quarter;colour",
    "one;Nachbarschaft am Park;civil_society;stieghorst;red",
    "two;Zu wenig Felder",
    "three;;economy;mitte;blue",
    "four;Falscher Bereich;astrology;mitte;blue",
    "five;Falscher Ort;economy;atlantis;blue",
    `six;${"x".repeat(5000)};economy;mitte;blue`,
    "seven;Café „Größe“;economy;mitte;blue",
  ];
  const { code, stdout, stderr } = await importing("--actors", "actors.csv", `\uFEFF${rows.join("\r\n")}\r\n`);
  assert.equal(code, 0);
  for (const named of [
    /actors\.csv:1: unknown column 'colour'/,
    /actors\.csv:3: 2 fields instead of 5/,
    /actors\.csv:4: name: is empty/,
    /actors\.csv:5: sector: .*astrology/,
    /actors\.csv:6: quarter: unknown quarter 'atlantis'/,
    /actors\.csv:7: /,
  ])
    assert.match(stderr, named);
  assert.match(stdout, /2 rows read, 2 entries new or changed, 6 faults/);
  const names = (await openData<{ name: string }>(city.url, "actors")).map(({ name }) => name).sort();
  assert.deepEqual(names, ["Café „Größe“", "Nachbarschaft am Park"]);
});

test("reading the same table again changes nothing", async () => {
  const table = readFileSync(join(place.folder, "actors.csv"));
  const { code, stdout } = await importing("--actors", "actors.csv", table);
  assert.equal(code, 0);
  assert.match(stdout, /2 rows read, 0 entries new or changed, 6 faults/);
});

test("a file that is no such table is refused whole, by name, and nothing changes", async () => {
  for (const [file, content] of [
    ["page.csv", "<!doctype html><title>Anmeldung</title>"],
    ["picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe, 10, 0, 0])],
    ["empty.csv", ""],
    ["open.csv", 'key;name;sector\n"one;two'],
  ] as const) {
    const { code, stderr } = await importing("--actors", file, content);
    assert.equal(code, 1, `${file}: ${stderr}`);
    assert.match(stderr, new RegExp(file.replace(".", "\\.")));
  }
  const missing = await run("quartierpuls-city", ["import", "--config", city.config, "--actors", "/nowhere/at.csv"]);
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /\/nowhere\/at\.csv/);
  assert.equal((await openData(city.url, "actors")).length, 2);
});

test("a wrong key or value in city.toml is named with its line, all of them at once", async () => {
  const file = join(place.folder, "wrong-city.toml");
  const lines = [
    "[city]",
    'name = "Bielefeld"',
    'colour = "red"', // 3
    "[listen]",
    'port = "many"', // 5
    "threads = 1000", // 6
    "[[sensorthings]]",
    'name = "Schule"',
    'url = "ftp://example"', // 9
    'quarter = "atlantis"', // 10
  ];
  writeFileSync(file, lines.join("\n"));
  const { code, stderr, stdout } = await run("quartierpuls-city", ["serve", "--config", file]);
  assert.equal(code, 2);
  assert.doesNotMatch(stdout, /ready/);
  for (const line of [3, 5, 6, 9, 10]) assert.match(stderr, new RegExp(`wrong-city\\.toml:${line}: `), stderr);
  assert.match(stderr, /colour/);

  writeFileSync(file, '[city]\nname = "Biele\n');
  const broken = await run("quartierpuls-city", ["serve", "--config", file]);
  assert.equal(broken.code, 2);
  assert.match(broken.stderr, /wrong-city\.toml:2: /);
});

test("a wrong key or value in kiosk.toml is named with its line", async () => {
  const file = join(place.folder, "wrong-kiosk.toml");
  const lines = [
    'quarter = "atlantis"', // 1
    'langauge = "de"', // 2
    "[city]",
    'url = "somewhere"', // 4
    'key = "12"', // 5
    "[screen]",
    "width = -3", // 7
  ];
  writeFileSync(file, lines.join("\n"));
  const { code, stderr } = await run("quartierpuls-kiosk", ["--config", file]);
  assert.equal(code, 2);
  for (const line of [1, 2, 4, 5, 7]) assert.match(stderr, new RegExp(`wrong-kiosk\\.toml:${line}: `), stderr);
  assert.match(stderr, /langauge/);
});

// A kiosk that is run over a copy of its assets, of which a test breaks some.
function kioskOver(broken: string[]): { run: (lines: string[]) => Promise<Ended>; keyboards: string } {
  const assets = mkdtempSync(join(place.folder, "assets-"));
  cpSync(join(dirname(program(place, "quartierpuls-kiosk")), "../assets"), assets, { recursive: true });
  const keyboards = join(assets, "keyboards");
  for (const file of broken) writeFileSync(join(keyboards, file), '{\n"letters": [["a",]]}');
  const config = join(assets, "kiosk.toml");
  writeFileSync(config, `quarter = "mitte"\nplace = "Markt"\ndata = "${join(assets, "data")}"\n[city]\nkey = "${city.key}"\n`);
  const script = join(assets, "script.txt");
  return {
    keyboards,
    run: (lines) => {
      writeFileSync(script, `${lines.join("\n")}\nquit\n`);
      return run("quartierpuls-kiosk", ["--config", config, "--assets", assets, "--script", script], 90_000);
    },
  };
}

test("a broken keyboard is named with its line, and its language writes with German letters", async () => {
  const kiosk = kioskOver(["ar.json"]);
  const lines = ["tap lang.ar", "screen write", "tap write.title", "wait key.Ü", "tap key.Ü", "wait-text write.title Ü"];
  const { code, stdout, stderr } = await kiosk.run(lines);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stderr, new RegExp(`keyboard left out: ${kiosk.keyboards}/ar\\.json: line 2: `));
  assert.doesNotMatch(stderr, /de\.json/);

  const none = await kioskOver(["ar.json", "de.json", "en.json", "ru.json", "tr.json", "uk.json"]).run([]);
  assert.equal(none.code, 1);
  assert.match(none.stderr, /cannot start: .*has no keyboard that can be used.*de\.json: line 2: /);
});

test("a letter that no font has is told once, by its number", async () => {
  const lines = ["screen write", "tap write.title", "type \uF8FF\uF8FF", "wait-text write.title \uF8FF", "key back"];
  const { code, stdout, stderr } = await kioskOver([]).run(lines);
  assert.equal(code, 0, stdout + stderr);
  assert.equal(stderr.match(/no font has U\+F8FF/g)?.length, 1, stderr);
});
