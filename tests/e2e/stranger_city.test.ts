// SPDX-License-Identifier: EUPL-1.2
// The stranger's client (stranger/), written from sync/protocol/README.md alone, against the real city: whoever
// reads that page can build a client that works.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { cityCommand } from "../../house/city_and_devices.ts";
import { eventually } from "./eventually.ts";
import { ballotsBody, castBallot } from "./stranger/ballots.ts";
import { sealBlob } from "./stranger/blob.ts";
import * as cbor from "./stranger/cbor.ts";
import { sealingKey } from "./stranger/city.ts";
import { type Change, Client, Refused } from "./stranger/client.ts";
import { number, prefix, random, sha256 } from "./stranger/cryptography.ts";
import * as operations from "./stranger/operations.ts";
import { lookupTag, newCode } from "./stranger/receipt_code.ts";
import { openData, startWorld, waitingIdeas, type World } from "./world.ts";

const scopes = ["city", "mitte"];
const ideaKind = 2;
const tallyKind = 4;
let world: World;
let client: Client;

before(async () => {
  world = await startWorld();
  const genesis = Buffer.from(world.city.key, "hex");
  const trusted = sha256(prefix("qp1/city"), Buffer.from([1]), genesis).subarray(0, 16);
  client = await Client.meet(world.city.url, trusted);
});

after(async () => {
  await world?.stop();
});

interface OwnIdea {
  id: Buffer;
  author: operations.Author;
  batch: Buffer;
}
const words = { title: "Bänke am Kesselbrink", text: "Mit Lehne, im Schatten.", quarter: "mitte", theme: "quality" };

async function writeIdea(title: string): Promise<OwnIdea> {
  const [id, author] = [random(16), operations.newAuthor()];
  const tag = await lookupTag(client.city.city, newCode());
  const payload = operations.ideaSubmit(id, { ...words, title, language: "de" }, tag);
  const operation = await operations.sealed(client.city, author, 1, payload, Date.now());
  return { id, author, batch: operations.signBatch(client.city, author, [operation]) };
}

// Everything that is public, and where to go on.
async function pullAll(from?: Buffer): Promise<{ changes: Change[]; cursor: Buffer; pages: number }> {
  const changes: Change[] = [];
  for (let pages = 1, cursor = from; ; ++pages) {
    const page = await client.pull(scopes, cursor);
    for (const change of page.changes) {
      assert.ok(change.seq > (changes.at(-1)?.seq ?? 0), "the city's order ascends over pages");
      assert.ok(scopes.includes(change.scope), "only what was asked for");
      changes.push(change);
    }
    cursor = page.cursor;
    if (!page.hasMore) return { changes, cursor, pages };
  }
}

const refusedWith = (status: number, code: string) => (error: unknown) => {
  assert.ok(error instanceof Refused, String(error));
  assert.deepEqual([error.status, error.code], [status, code]);
  return true;
};

test("an idea is received once, whatever is sent again, and read by the city alone", async () => {
  const idea = await writeIdea("Bänke am Kesselbrink");
  assert.ok(!idea.batch.includes(Buffer.from("Kesselbrink")), "what is sealed does not show");
  const first = await client.push([idea.batch]);
  const [receipt] = first.batches;
  assert.ok(receipt?.author.equals(idea.author.key) && receipt?.head.equals(idea.author.head ?? idea.id));
  const outcome = receipt?.outcomes[0];
  assert.ok(outcome?.is === "accepted");
  for (const again of [await client.push([idea.batch]), await client.pushCompressed([idea.batch])])
    assert.deepEqual(again.batches[0]?.outcomes, [{ is: "duplicate", seq: outcome.seq }]);
  const waiting = await waitingIdeas(world.city);
  assert.equal(waiting.filter(({ title }) => title === "Bänke am Kesselbrink").length, 1);
});

test("an idea is edited, becomes public, wakes who listens, and is withdrawn, all in its own chain", async () => {
  const idea = await writeIdea("Lampen am Weg");
  const edit = operations.ideaEdit(idea.id, { ...words, title: "Lampen am Uferweg", language: "de" });
  const second = operations.signBatch(client.city, idea.author, [
    await operations.sealed(client.city, idea.author, 2, edit, Date.now()),
  ]);
  // A gap blocks nothing: the second one goes first.
  const early = await client.push([second]);
  assert.equal(early.batches[0]?.firstSeq, 2);
  const late = await client.push([idea.batch]);
  assert.ok(late.batches[0]?.outcomes[0]?.is === "accepted");
  await client.push([second]);
  const { cursor } = await pullAll();

  const stop = new AbortController();
  const events = client.events(stop.signal);
  const woken = events.next();
  await cityCommand(world.city, ["moderate", "publish", idea.id.toString("hex"), "--theme", "quality"]);
  assert.ok(Number((await woken).value) > 0);
  stop.abort();
  const published = (await pullAll(cursor)).changes.find(({ kind, id }) => kind === ideaKind && id.equals(idea.id));
  assert.ok(published?.payload);
  assert.equal(cbor.fields(cbor.read(published.payload)).get(1n), "Lampen am Uferweg");

  const withdrawal = operations.ideaWithdraw(idea.id);
  const third = operations.signBatch(client.city, idea.author, [
    await operations.sealed(client.city, idea.author, 3, withdrawal, Date.now()),
  ]);
  await client.push([third]);
  await eventually("a tombstone takes its place", async () => {
    const { changes } = await pullAll(cursor);
    return changes.some(({ kind, id, payload }) => kind === ideaKind && id.equals(idea.id) && payload === null);
  });
  const receipt = await client.push([idea.batch]);
  assert.deepEqual(receipt.batches[0]?.outcomes, [{ is: "erased" }]);
});

test("an idea's photo goes in piece by piece, resumed where it was cut, and the editors see the very picture", async () => {
  const image = Buffer.concat([Buffer.from("ffd8ffdb0003", "hex"), Buffer.alloc(150_000, 7), Buffer.from("ffd9", "hex")]);
  const author = operations.newAuthor();
  const photo = await sealBlob(client.city, sealingKey(client.city, Date.now()), author, image);
  const stranger = operations.newAuthor();
  await assert.rejects(client.putPiece(author, photo, 0, 1000), refusedWith(404, "not_found"));

  const id = random(16);
  const tag = await lookupTag(client.city.city, newCode());
  const payload = operations.ideaWithPhotos(id, { ...words, title: "Mit Bild", language: "de" }, tag, [photo.hash]);
  const idea = await operations.sealed(client.city, author, 1, payload, Date.now(), undefined, 2);
  await client.push([operations.signBatch(client.city, author, [idea])]);
  await assert.rejects(client.putPiece(stranger, photo, 0, 1000), refusedWith(404, "not_found"));

  assert.equal((await client.putPiece(author, photo, 0, 1000)).received, 1000);
  assert.equal((await client.putPiece(author, photo, 0, 1000)).received, 1000, "sent again it adds nothing");
  assert.equal((await client.putPiece(author, photo, 5000, 1000)).received, 1000, "nothing behind a gap");
  assert.equal((await client.putPiece(author, photo, 0, 0)).received, 1000, "an empty one asks");
  for (let at = 1000; at < photo.bytes.length; )
    at = (await client.putPiece(author, photo, at, 128 * 1024)).received;
  assert.equal((await client.putPiece(author, photo, 0, 0)).received, photo.bytes.length);

  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-photos-"));
  try {
    await cityCommand(world.city, ["moderate", "photos", id.toString("hex"), folder]);
    const files = readdirSync(folder);
    assert.equal(files.length, 1);
    assert.ok(readFileSync(join(folder, files[0] ?? "")).equals(image));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("several authors in one push: what is broken is named by its hash and spoils nothing beside it", async () => {
  const [one, two, forged] = [await writeIdea("Eins"), await writeIdea("Zwei"), await writeIdea("Drei")];
  forged.batch.writeUInt8(forged.batch.readUInt8(forged.batch.length - 1) ^ 1, forged.batch.length - 1);
  const garbage = Buffer.from("010203", "hex");
  const receipt = await client.push([one.batch, garbage, forged.batch, two.batch]);
  assert.deepEqual(
    receipt.batches.map(({ author }) => author),
    [one.author.key, two.author.key],
  );
  assert.deepEqual(receipt.refused, [
    { hash: sha256(garbage), code: "malformed" },
    { hash: sha256(forged.batch), code: "bad_signature" },
  ]);
});

test("another operation under the same key is a conflict, and the first one stays", async () => {
  const idea = await writeIdea("Das Original");
  await client.push([idea.batch]);
  const clone = { ...idea.author, seq: 0, head: null };
  const other = operations.ideaSubmit(idea.id, { ...words, title: "Die Fälschung", language: "de" }, random(16));
  const operation = await operations.sealed(client.city, clone, 1, other, Date.now());
  const receipt = await client.push([operations.signBatch(client.city, clone, [operation])]);
  assert.deepEqual(receipt.batches[0]?.outcomes, [{ is: "rejected", code: "conflict" }]);
  const titles = (await waitingIdeas(world.city)).map(({ title }) => title);
  assert.ok(titles.includes("Das Original") && !titles.includes("Die Fälschung"));
});

test("a known type in the other kind is malformed; an unknown type is kept", async () => {
  const author = operations.newAuthor();
  const batch = operations.signBatch(client.city, author, [
    operations.plain(1, operations.ideaSubmit(random(16), { ...words, language: "de" }, random(16)), Date.now()),
    operations.plain(999, Buffer.from("from a later version"), Date.now()),
    operations.plain(999, Buffer.from("from before 1970"), 0),
  ]);
  const [receipt] = (await client.push([batch])).batches;
  assert.deepEqual(receipt?.outcomes[0], { is: "rejected", code: "malformed" });
  assert.deepEqual(receipt?.outcomes.slice(1).map(({ is }) => is), ["accepted", "accepted"]);
});

test("five people support an idea; the highest revision of each counts, in steps of five", async () => {
  const idea = (await openData<{ id: string; status: string }>(world.city.url, "ideas")).find(
    ({ status }) => status === "collected",
  );
  assert.ok(idea);
  const poll = Buffer.from(idea.id, "hex");
  const people = Array.from({ length: 7 }, () => random(32));
  const cast = (secret: Buffer, choice: number, revision: number) =>
    castBallot(client.city.city, secret, poll, choice, revision);
  const before = await tallyOf(poll);

  const first = await client.vote(people.map((secret) => cast(secret, 1, 1)));
  assert.deepEqual(first.outcomes.map(({ is }) => is), people.map(() => "accepted"));
  const again = await client.vote(people.map((secret) => cast(secret, 1, 1)), random(32));
  assert.deepEqual(again.outcomes.map(({ is }) => is), people.map(() => "known"));
  // Two take theirs back; an older revision that comes late changes nothing.
  const [one, two] = [people[0] ?? poll, people[1] ?? poll];
  const back = await client.vote([cast(one, 0, 3), cast(two, 0, 2)]);
  assert.deepEqual(back.outcomes.map(({ is }) => is), ["accepted", "accepted"]);
  const late = await client.vote([cast(one, 1, 2)]);
  assert.deepEqual(late.outcomes.map(({ is }) => is), ["known"]);

  await eventually("the tally has five more or seven", async () => {
    const grown = (await tallyOf(poll)) - before;
    return grown === 5 || grown === 7;
  });
});

async function tallyOf(poll: Buffer): Promise<number> {
  const { changes } = await pullAllScopes();
  const tally = changes.find(({ kind, id, payload }) => kind === tallyKind && id.equals(poll) && payload);
  if (!tally?.payload) return 0;
  return cbor.uint(cbor.list(cbor.fields(cbor.read(tally.payload)).get(2n))[0]);
}

// The latest of each entity, in every quarter.
async function pullAllScopes(): Promise<{ changes: Change[] }> {
  const all = new Map<string, Change>();
  const quarters = (await openData<{ quarter: string }>(world.city.url, "ideas")).map(({ quarter }) => quarter);
  const wanted = [...new Set(["city", ...quarters])];
  for (let cursor: Buffer | undefined; ; ) {
    const page = await client.pull(wanted, cursor);
    for (const change of page.changes) all.set(`${change.kind} ${change.id.toString("hex")}`, change);
    cursor = page.cursor;
    if (!page.hasMore) return { changes: [...all.values()] };
  }
}

test("pages to the end are the open data, and what was pulled is not sent again", async () => {
  const { changes } = await pullAllScopes();
  const ideas = await openData<{ id: string; title: string }>(world.city.url, "ideas");
  const pulled = changes
    .filter(({ kind, payload }) => kind === ideaKind && payload)
    .map(({ id, payload }) => `${id.toString("hex")} ${cbor.fields(cbor.read(payload ?? id)).get(1n)}`);
  assert.deepEqual(pulled.sort(), ideas.map(({ id, title }) => `${id.replaceAll("-", "")} ${title}`).sort());
  const { cursor } = await pullAll();
  assert.deepEqual((await client.pull(scopes, cursor)).changes, []);
});

test("a cursor for other scopes or a damaged one is answered 410; pulling anew gives everything", async () => {
  const { cursor, changes } = await pullAll();
  await assert.rejects(client.pull(["city"], cursor), refusedWith(410, "too_old"));
  const damaged = Buffer.from(cursor);
  damaged.writeUInt8(damaged.readUInt8(20) ^ 1, 20);
  await assert.rejects(client.pull(scopes, damaged), refusedWith(410, "too_old"));
  assert.deepEqual((await pullAll()).changes, changes);
});

test("a snapshot comes in pieces, is signed for its scopes, and goes on only with the same file", async () => {
  const file = await client.snapshot(scopes, 30_000);
  assert.equal(file.subarray(0, 16).toString("latin1"), "SQLite format 3\0");
  const other = await fetch(`${world.city.url}/api/v1/snapshot?scope=city`, {
    headers: { range: "bytes=100-199", "if-range": '"another file"' },
  });
  assert.equal(other.status, 200, "the whole, since a part would not fit");
  await other.body?.cancel();
});

test("bad bodies are answered by code, and nothing of them is kept", async () => {
  const waitingBefore = (await waitingIdeas(world.city)).length;
  const idea = await writeIdea("Nirgendwo");
  const { city } = client.city;
  const elsewhere = cbor.write([1, random(16), [idea.batch]]);
  const ballot = castBallot(city, random(32), random(16), 1, 1);
  const envelope = ballotsBody(client.city, [ballot], random(32));
  envelope.writeUInt8(envelope.readUInt8(100) ^ 1, 100);
  const unsorted = [ballot, castBallot(city, random(32), random(16), 1, 1)].sort((a, b) => Buffer.compare(b.hash, a.hash));
  const listed = unsorted.map(({ bytes }) => bytes);
  const rows: [string, Buffer, number, string, Record<string, string>?][] = [
    ["/api/v1/push", elsewhere, 421, "wrong_city"],
    ["/api/v1/push", Buffer.concat([cbor.write([1, city, []]), Buffer.from([0])]), 400, "malformed"],
    ["/api/v1/push", Buffer.from("83180150", "hex"), 400, "malformed"],
    ["/api/v1/push", Buffer.alloc(257 * 1024), 413, "too_large"],
    ["/api/v1/push", cbor.write([1, city, Array.from({ length: 257 }, () => Buffer.from([0]))]), 400, "malformed"],
    ["/api/v1/push", idea.batch, 415, "bad_argument", { "content-type": "text/plain" }],
    ["/api/v1/push", idea.batch, 415, "bad_argument", { "content-encoding": "br" }],
    ["/api/v1/push", idea.batch, 400, "malformed", { "content-encoding": "zstd" }],
    ["/api/v1/ballots", envelope, 400, "bad_signature"],
    ["/api/v1/ballots", ballotsBody({ ...client.city, city: random(16) }, [ballot]), 421, "wrong_city"],
    ["/api/v1/ballots", cbor.write([1, city, null, [ballot.bytes], Buffer.alloc(0)]), 400, "malformed"],
    ["/api/v1/ballots", cbor.write([1, city, null, listed, Buffer.alloc(1024 - 22 - 4 - 2 * 155)]), 400, "malformed"],
    ["/api/v1/ballots", ballotsBody(client.city, [ballot]), 415, "bad_argument", { "content-encoding": "gzip" }],
  ];
  for (const [path, body, status, code, headers] of rows)
    await assert.rejects(client.post(path, body, headers), refusedWith(status, code), `${path} ${code}`);
  for (const scope of ["", "Mitte", "city,,mitte"])
    await assert.rejects(client.pull([scope]), refusedWith(400, "bad_argument"), scope);
  assert.equal((await waitingIdeas(world.city)).length, waitingBefore);
});

test("a ballot that its nullifier did not sign is refused by hash, and the others count", async () => {
  const poll = random(16);
  const good = castBallot(client.city.city, random(32), poll, 1, 1);
  const carried = castBallot(client.city.city, random(32), poll, 1, 1);
  // A relay that raises the revision of what it carries.
  const replaced = Buffer.from(carried.bytes);
  number(9, 4).copy(replaced, 81);
  const hash = sha256(prefix("qp1/ballot-hash"), replaced.subarray(0, -64));
  const receipt = await client.vote([good, { ...carried, bytes: replaced, hash }]);
  const byHash = new Map(receipt.outcomes.map((outcome) => [outcome.hash.toString("hex"), outcome]));
  assert.equal(byHash.get(good.hash.toString("hex"))?.is, "accepted");
  const refused = byHash.get(hash.toString("hex"));
  assert.ok(refused?.is === "rejected" && refused.code === "bad_signature");
});
