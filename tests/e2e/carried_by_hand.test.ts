// SPDX-License-Identifier: EUPL-1.2
// Kiosks that never have a network: what people enter there goes to the city on a stick, in any order and
// twice, counts once, and the way back brings "received" and what is new.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DatabaseSync } from "node:sqlite";

import { type City, cityCommand, pinHash, startCity, startKiosk, toml } from "../../house/city_and_devices.ts";
import type { Program } from "../../house/program.ts";
import { pressSubmit } from "./kiosk_idea.ts";
import { carry, openTeamScreen, pin } from "./team_screen.ts";
import { publicIdeas, startWorld, waitingIdeas, type World } from "./world.ts";

const names = ["left", "right"] as const;
type Name = (typeof names)[number];

let world: World;
let city: City;
let kiosks: Record<Name, Program>;
let sticks: Record<Name, string>; // folders that stand for a stick
let supported: string; // a public idea
let canMount = true;
const twins: string[] = []; // cities that stand beside the first, as it was before anything was imported

const bundlesOn = (folder: string) => readdirSync(folder).filter((file) => file.endsWith(".qpb"));

// `quartierpuls-city …` for any configuration, with all that it says.
function command(config: string, words: string[]) {
  const { status, stdout, stderr } = spawnSync(city.binary, ["--config", config, ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
}

// Everything that came from devices, in an order of its own.
function held(data: string): string[] {
  const rows = (file: string, sql: string) => {
    const database = new DatabaseSync(join(data, file), { readOnly: true });
    try {
      return database.prepare(sql).all().map((row) => JSON.stringify(row));
    } finally {
      database.close();
    }
  };
  return [
    ...rows(
      "operations.db",
      `SELECT hex(author) AS author, seq, hex(header_hash) AS hash, hex(item) AS item, is_waiting
       FROM operation JOIN chain ON chain.id = operation.chain`,
    ),
    ...rows("ballots.db", "SELECT hex(poll) AS poll, hex(hash) AS hash, choice, channel FROM ballot"),
  ].sort();
}

function mountStick(folder: string, size: string): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "quartierpuls-test", folder], { stdio: "pipe" });
}

function configOf(data: string, name: string, enrolled: { name: string; key: string }[]): string {
  const file = join(world.place.folder, `${name}.toml`);
  writeFileSync(file, toml({ city: { name: "Bielefeld", data_dir: data }, enrolled }));
  return file;
}

before(async () => {
  world = await startWorld();
  city = world.city;
  supported = (await publicIdeas(city)).find(({ status }) => status === "collected")?.id ?? "";
  sticks = { left: join(world.place.folder, "stick-left"), right: join(world.place.folder, "stick-right") };
  for (const name of names) mkdirSync(sticks[name]);
  try {
    mountStick(sticks.right, "64m");
  } catch {
    canMount = false; // the tests that need it say so
  }
  const hash = pinHash(world.place, pin);
  const kiosk = (name: Name) =>
    startKiosk(world.place, {
      name,
      key: city.key,
      pinHash: hash,
      stick: { folder: sticks[name], isMounted: canMount && name === "right" },
      scripted: true,
    });
  kiosks = { left: kiosk("left"), right: kiosk("right") };
  const enrolled = [];
  for (const name of names) enrolled.push({ name, key: await kiosks[name].ready("\\[\\[enrolled\\]\\]: ") });

  // The server learns of the kiosks, and two cities like it are set aside for the other order.
  await city.program.stop();
  for (const name of ["forwards", "backwards"]) {
    const data = join(world.place.folder, `city-${name}`);
    cpSync(city.data, data, { recursive: true });
    twins.push(configOf(data, name, enrolled));
  }
  const key = city.key;
  city = await startCity(world.place, { port: city.port, more: toml({ enrolled }) });
  assert.equal(city.key, key);
});

after(async () => {
  for (const program of Object.values(kiosks ?? {})) await program.stop();
  if (canMount) spawnSync("umount", ["-l", sticks.right]);
  await city?.program.stop(); // started anew here: the world knows only its first one
  await world?.stop();
});

test("a kiosk that never met its city learns keys and content from a stick, beside the running server", async () => {
  await openTeamScreen(kiosks.left);
  await kiosks.left.must("wait-text staff.stick Stick erkannt:");
  await kiosks.left.must("tap staff.write");
  await kiosks.left.must("wait-text staff.result kennt die Schlüssel der Stadt noch nicht");
  assert.deepEqual(readdirSync(sticks.left), []);
  for (const name of names) {
    await cityCommand(city, ["bundle", "export", "--kiosk", name, "--output", sticks[name]]);
    const said = await carry(kiosks[name], "read", "Inhalte sind jetzt neu");
    assert.match(said, /jetzt abziehen/);
    await openTeamScreen(kiosks[name]);
    await kiosks[name].must("tap staff.pair");
    await kiosks[name].must("wait-text staff.pair.known kennt diesen Kiosk"); // the stick was written for it
    await kiosks[name].must("key back");
    await kiosks[name].must("tap staff.leave");
    await kiosks[name].must(`screen idea/${supported}`);
    await kiosks[name].must(`wait support.${supported}`);
  }
});

test("what people enter there is written to the stick, is no ack, and stays", async () => {
  for (const name of names) {
    const kiosk = kiosks[name];
    await kiosk.must(`screen idea/${supported}`);
    await kiosk.must(`tap support.${supported}`);
    await kiosk.must("wait-text notice Gespeichert");
    for (const place of ["Markt", "Park"]) {
      await pressSubmit(kiosk, `Bank am ${place} ${name}`);
      await kiosk.must("wait-text saved Gespeichert");
    }
    assert.match(await carry(kiosk, "write", "geprüft auf dem Stick"), /3 Beiträge/);
    await kiosk.must("wait-text sync 3 Beiträge");
    assert.equal(bundlesOn(sticks[name]).length, 1);
    // Nothing of it can be read by whoever finds the stick.
    const bytes = readFileSync(join(sticks[name], bundlesOn(sticks[name])[0] ?? ""));
    assert.ok(!bytes.includes("Bank am Markt"));
  }
});

test("bundles of two kiosks come to the same in both orders, and twice", () => {
  const [forwards = "", backwards = ""] = twins;
  const orders: [string, Name[]][] = [
    [forwards, ["left", "right", "left", "right"]],
    [backwards, ["right", "right", "left", "left"]],
  ];
  const seen = new Map<string, Set<Name>>();
  for (const [config, order] of orders)
    for (const name of order) {
      const known = seen.get(config)?.has(name) ?? false;
      const { status, stdout, stderr } = command(config, ["bundle", "import", sticks[name]]);
      assert.equal(status, 0, stderr);
      assert.match(stdout, new RegExp(`from ${name}$`, "m"));
      assert.match(stdout, known ? /operations: 0 new, 2 known, 0 refused/ : /operations: 2 new, 0 known, 0 refused/);
      assert.match(stdout, known ? /ballots: 0 new, 1 known/ : /ballots: 1 new, 0 known/);
      seen.set(config, (seen.get(config) ?? new Set()).add(name));
    }
  const data = ["forwards", "backwards"].map((name) => join(world.place.folder, `city-${name}`));
  const [one, other] = data.map(held);
  assert.ok(one && one.length >= 6);
  assert.deepEqual(one, other);
  // Neither the name nor the key of a kiosk stands beside a ballot.
  for (const folder of data)
    for (const file of ["ballots.db", "operations.db"])
      for (const name of names)
        assert.ok(!readFileSync(join(folder, file)).includes(Buffer.from(keyOf(name), "hex")), `${file} names ${name}`);
});

function keyOf(name: Name): string {
  return /enrolled\]\]: ([0-9a-f]{64})/.exec(kiosks[name].said())?.[1] ?? "";
}

test("a bundle that is cut, changed, of a stranger or for another city is refused by its code, the good one goes in", () => {
  const folder = join(world.place.folder, "mixed");
  mkdirSync(folder);
  const [good = ""] = bundlesOn(sticks.left);
  const bytes = readFileSync(join(sticks.left, good));
  const flipped = Buffer.from(bytes);
  flipped[bytes.length >> 1] = (flipped[bytes.length >> 1] ?? 0) ^ 4;
  writeFileSync(join(folder, "a-cut.qpb"), bytes.subarray(0, bytes.length >> 1));
  writeFileSync(join(folder, "b-flipped.qpb"), flipped);
  writeFileSync(join(folder, "c-empty.qpb"), "");
  copyFileSync(join(sticks.left, good), join(folder, good));

  const [config = ""] = twins;
  const before = held(join(world.place.folder, "city-forwards"));
  const { status, stdout, stderr } = command(config, ["bundle", "import", folder]);
  assert.equal(status, 1);
  assert.match(stdout, /1 bundles taken, 3 refused/);
  const lines = stderr.trim().split("\n");
  for (const [file, code] of [
    ["a-cut.qpb", "malformed"],
    ["b-flipped.qpb", "bad_signature"],
    ["c-empty.qpb", "malformed"],
  ])
    assert.deepEqual(lines.filter((line) => line.startsWith(`${file}: `)).length, 1, `${file} ${code}\n${stderr}`);
  assert.match(stderr, /^a-cut\.qpb: refused: malformed/m);
  assert.match(stderr, /^b-flipped\.qpb: refused: bad_signature/m);
  assert.deepEqual(held(join(world.place.folder, "city-forwards")), before);

  const strangers = configOf(join(world.place.folder, "city-forwards"), "strangers", []);
  assert.match(command(strangers, ["bundle", "import", join(sticks.left, good)]).stderr, /refused: refused: .*not enrolled/);

  const elsewhere = configOf(join(world.place.folder, "city-elsewhere"), "elsewhere", [
    { name: "left", key: keyOf("left") },
  ]);
  command(elsewhere, ["keys"]);
  const other = command(elsewhere, ["bundle", "import", join(sticks.left, good)]);
  assert.equal(other.status, 1);
  assert.match(other.stderr, /refused: wrong_city/);
});

test("imported beside the running server, the ideas reach the editors; a return brings \"received\" and the new idea", async () => {
  for (const name of names) await cityCommand(city, ["bundle", "import", sticks[name]]);
  const idea = (await waitingIdeas(city)).find(({ title }) => title === "Bank am Park right");
  assert.ok(idea);
  await cityCommand(city, ["moderate", "publish", idea.id, "--theme", "quality"]);
  for (const name of names) {
    const older = join(world.place.folder, `older-${name}`);
    await cityCommand(city, ["bundle", "export", "--kiosk", name, "--output", older]);
    await cityCommand(city, ["bundle", "export", "--kiosk", keyOf(name), "--output", sticks[name]]);
    assert.match(await carry(kiosks[name], "read", "Inhalte sind jetzt neu"), /Empfang/);
    await kiosks[name].must("screen ideas");
    await kiosks[name].must(`wait idea.${idea.id}`);
    assert.doesNotMatch(await kiosks[name].must("value sync"), /Beitr/);
    // Nothing waits any more: no file is written.
    const before = bundlesOn(sticks[name]).length;
    assert.match(await carry(kiosks[name], "write", "Es wartet nichts"), /nichts verändert/);
    assert.equal(bundlesOn(sticks[name]).length, before);
    // An older return changes nothing.
    for (const file of readdirSync(older)) copyFileSync(join(older, file), join(sticks[name], file));
    await carry(kiosks[name], "read", "keine neueren Inhalte");
  }
});

test("a damaged return is told, and takes nothing away", async () => {
  const [file = ""] = readdirSync(sticks.left).filter((name) => name.endsWith(".qpr"));
  const whole = readFileSync(join(sticks.left, file));
  writeFileSync(join(sticks.left, file), whole.subarray(0, 300));
  assert.match(await carry(kiosks.left, "read", "Eine Datei auf dem Stick ist beschädigt"), /Code: malformed/);
  await kiosks.left.must(`screen idea/${supported}`);
  await kiosks.left.must(`wait support.${supported}`);
  rmSync(join(sticks.left, file));
  await carry(kiosks.left, "read", "nichts für diesen Kiosk");
});

test("a stick that is full, write-protected or gone is told, nothing is lost, and a good one takes all", async (context) => {
  if (!canMount) {
    context.skip("only root may mount a small disk");
    return;
  }
  const kiosk = kiosks.right;
  await pressSubmit(kiosk, "Bank am vollen Stick");
  await kiosk.must("wait-text saved Gespeichert");
  spawnSync("umount", ["-l", sticks.right]);
  mountStick(sticks.right, "16k");
  writeFileSync(join(sticks.right, "filler"), Buffer.alloc(16 << 10));
  assert.match(await carry(kiosk, "write", "zu wenig Platz"), /nichts verloren/);
  assert.deepEqual(readdirSync(sticks.right), ["filler"]);

  execFileSync("mount", ["-o", "remount,ro", sticks.right]);
  await openTeamScreen(kiosk);
  await kiosk.must("wait-text staff.stick schreibgeschützt");

  spawnSync("umount", ["-l", sticks.right]);
  await kiosk.must("wait-text staff.stick Kein Stick");
  // Nothing is written into the empty folder, which is the kiosk's own disk.
  await assert.rejects(kiosk.must("tap staff.write"), /staff\.write is disabled/);
  assert.deepEqual(readdirSync(sticks.right), []);

  mountStick(sticks.right, "64m");
  await kiosk.must("wait-text staff.stick Stick erkannt:");
  assert.match(await carry(kiosk, "write", "geprüft auf dem Stick"), /1 Beitrag/);
  assert.equal(bundlesOn(sticks.right).length, 1);
  await cityCommand(city, ["bundle", "import", sticks.right]);
  assert.ok((await waitingIdeas(city)).some(({ title }) => title === "Bank am vollen Stick"));
});

test("wrong PINs are answered by a wait that outlives a restart", async () => {
  const kiosk = kiosks.left;
  for (let attempt = 0; attempt < 3; ++attempt) await openTeamScreen(kiosk, "111111");
  await kiosk.must("wait-text staff.fault Zu viele falsche Versuche");
  await kiosk.must("expect-no staff.write");
  await kiosk.kill();
  kiosks.left = startKiosk(world.place, {
    name: "left",
    key: city.key,
    pinHash: pinHash(world.place, pin),
    stick: { folder: sticks.left, isMounted: false },
    scripted: true,
  });
  await kiosks.left.must("screen staff");
  await kiosks.left.must("wait-text staff.fault Zu viele falsche Versuche");
});
