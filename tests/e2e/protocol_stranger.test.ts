// SPDX-License-Identifier: EUPL-1.2
// A stranger's client (stranger/), written from sync/protocol/README.md alone with none of our code, against
// the test vectors: an error in the page shows here. stranger_city.test.ts takes it to a running city.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { blobBody, readBlobReceipt, sealBlob } from "./stranger/blob.ts";
import { ballotsBody, castBallot, nullifierSeed } from "./stranger/ballots.ts";
import * as cbor from "./stranger/cbor.ts";
import {
  type CityKeys,
  isSnapshotOf,
  NoReceipt,
  readBallotReceipt,
  readCityKeys,
  readPushReceipt,
  sealingKey,
} from "./stranger/city.ts";
import { readPage } from "./stranger/client.ts";
import { answerSecret, readReturn, writeBundle } from "./stranger/bundle.ts";
import { openedBox, publicOf, sha256 } from "./stranger/cryptography.ts";
import * as operations from "./stranger/operations.ts";
import { lookupTag, readCode } from "./stranger/receipt_code.ts";
import { readRelayReceipt } from "./stranger/relay.ts";

type Vector = any;
const read = (name: string): Vector =>
  JSON.parse(readFileSync(new URL(`../../sync/protocol/vectors/${name}`, import.meta.url), "utf8"));
const hex = (text: string) => Buffer.from(text, "hex");
const spelt = (bytes: Buffer) => bytes.toString("hex");

function city(): CityKeys {
  return readCityKeys(hex(read("city.json").answer));
}

// The author of a vector, at a place of the chain.
function authorAt(vector: Vector, seq: number, head: string | null): operations.Author {
  const seed = hex(vector.author_seed);
  return { seed, key: publicOf(seed), epoch: hex(vector.epoch), seq, head: head === null ? null : hex(head) };
}

test("a stranger reads the city's keys and derives its id", () => {
  const vector = read("city.json");
  const keys = city();
  assert.equal(spelt(keys.city), vector.city);
  assert.equal(keys.version, vector.version);
  assert.equal(keys.name, vector.name);
  assert.equal(spelt(sealingKey(keys, vector.seals_at_ms).id), vector.seals_with);
  assert.equal(spelt(sealingKey(keys, 0).id), vector.keys[0].key_id);
  for (const [i, key] of keys.keys.entries()) assert.equal(spelt(key.box), vector.keys[i].box_public);
  assert.throws(() => readCityKeys(hex(vector.answer), Buffer.alloc(16)));
});

test("a stranger follows a chain, checks its batches and signs the very same", () => {
  const vector = read("chain.json");
  const keys = city();
  for (const expected of [...vector.batches, vector.first_with_erased]) {
    const batch = operations.readBatch(keys, hex(expected.batch));
    assert.ok(batch.isSigned);
    for (const [i, operation] of expected.operations.entries()) {
      const header = batch.headers[i] ?? Buffer.alloc(0);
      assert.equal(header.length, 121);
      assert.equal(spelt(header), operation.header);
      assert.equal(spelt(operations.operationHash(header)), operation.operation_hash);
      assert.equal(spelt(batch.heads[i] ?? header), operation.head);
    }
    const author = authorAt(vector, expected.first_seq - 1, expected.prev_head);
    assert.equal(spelt(operations.signBatch(keys, author, batch.operations)), expected.batch);
    assert.equal(spelt(author.head ?? author.key), expected.operations.at(-1).head);
  }
});

test("a stranger seals a payload to the very bytes, and what is sealed opens", async () => {
  const vector = read("sealed.json");
  const keys = city();
  const author = { ...operations.newAuthor(), key: hex(vector.author), epoch: hex(vector.epoch) };
  const context = operations.contextHash(keys.city, author, vector.seq, vector.type, vector.version);
  assert.equal(spelt(context), vector.context_hash);
  const payload = hex(vector.plain_payload);
  const ephemeral = hex(vector.ephemeral_secret);
  const now = read("city.json").seals_at_ms;
  const operation = await operations.sealed(keys, author, vector.type, payload, now, ephemeral);
  assert.equal(spelt(operation.payload), vector.payload);
  const secret = hex(read("city.json").keys[0].box_secret);
  assert.deepEqual(await openedBox(secret, operation.payload.subarray(8)), Buffer.concat([context, payload]));
  assert.equal(cbor.fields(cbor.read(payload)).get(1n), "Bänke am Kesselbrink");
});

test("a stranger builds a push and takes its receipt, and no other's", () => {
  const vector = read("push.json");
  const keys = city();
  const [, , list] = cbor.list(cbor.read(hex(vector.body)), 3);
  const batches = cbor.list(list).map((batch) => cbor.bytes(batch));
  assert.equal(spelt(operations.pushBody(keys, batches)), vector.body);
  const receipt = readPushReceipt(hex(vector.answer), keys);
  assert.equal(spelt(receipt.serverEpoch), vector.server_epoch);
  const heads = batches.slice(0, 2).map((batch) => operations.readBatch(keys, batch).heads.at(-1));
  assert.deepEqual(
    receipt.batches.map(({ head }) => head),
    heads,
  );
  assert.deepEqual(receipt.batches[0]?.outcomes, [
    { is: "accepted", seq: 1001 },
    { is: "duplicate", seq: 12 },
  ]);
  assert.deepEqual(receipt.batches[1]?.outcomes, [{ is: "rejected", code: "refused" }]);
  assert.deepEqual(receipt.refused, [{ hash: sha256(batches[2] ?? Buffer.alloc(0)), code: "malformed" }]);
  for (const answer of [Buffer.from("<html>Login</html>"), Buffer.alloc(0), hex(vector.body)])
    assert.throws(() => readPushReceipt(answer, keys), NoReceipt);
  for (let at = 0; at < vector.answer.length / 2; ++at) {
    const changed = hex(vector.answer);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    assert.throws(() => readPushReceipt(changed, keys), NoReceipt, `byte ${at}`);
  }
});

test("a stranger seals the very photo of the vectors, sends its second piece and reads how far it is", async () => {
  const vector = read("blob.json");
  const keys = city();
  const author = authorAt(vector, 1, null);
  const key = keys.keys.find(({ id }) => id.equals(hex(vector.blob).subarray(0, 8)));
  assert.ok(key);
  const blob = await sealBlob(keys, key, author, hex(vector.image), hex(vector.ephemeral_secret));
  assert.equal(spelt(blob.bytes), vector.blob);
  assert.equal(spelt(blob.hash), vector.hash);
  assert.equal(blob.bytes.length, vector.size);
  assert.equal(spelt(blobBody(keys, author, blob, vector.offset, vector.size)), vector.body);
  const receipt = readBlobReceipt(hex(vector.answer), keys);
  assert.equal(spelt(receipt.hash), vector.hash);
  assert.deepEqual([receipt.received, receipt.size], [vector.received, vector.size]);
  const changed = hex(vector.answer);
  changed.writeUInt8(changed.readUInt8(40) ^ 1, 40);
  assert.throws(() => readBlobReceipt(changed, keys), NoReceipt);
});

test("a stranger casts the very ballots of the vectors and proves a kiosk's envelope", () => {
  const vector = read("ballots.json");
  const keys = city();
  const ballots = vector.ballots.map((expected: Vector) => {
    const [secret, poll] = [hex(expected.ballot_secret), hex(expected.poll)];
    assert.equal(spelt(nullifierSeed(keys.city, secret, poll)), expected.nullifier_seed);
    const { choice, revision, credential } = expected;
    const ballot = castBallot(keys.city, secret, poll, choice, revision, hex(credential));
    assert.equal(spelt(ballot.bytes), expected.ballot);
    assert.equal(spelt(ballot.hash), expected.hash);
    return ballot;
  });
  assert.equal(spelt(ballotsBody(keys, ballots)), vector.body_phone);
  assert.equal(spelt(ballotsBody(keys, ballots, hex(vector.kiosk_seed))), vector.body_kiosk);
  const receipt = readBallotReceipt(hex(vector.answer), keys);
  assert.deepEqual(receipt.outcomes.map(({ hash }) => spelt(hash)).sort(), ballots.map((b: Vector) => spelt(b.hash)).sort());
  const rejected = receipt.outcomes.find(({ is }) => is === "rejected");
  assert.ok(rejected && "code" in rejected && rejected.code === "closed");
  const later = readBallotReceipt(hex(vector.answer_retry), keys);
  assert.deepEqual(later.outcomes.map(({ is }) => is).sort(), ["accepted", "retry"]);
});

test("a stranger takes the page that was asked for, and no other; and checks a snapshot's signature", () => {
  const vector = read("pull.json");
  const keys = city();
  const [scopes, after] = [["mitte", "city", "mitte"], hex("beef")];
  const page = readPage(hex(vector.page), keys, scopes, after);
  assert.equal(spelt(page.cursor), "cafe");
  assert.equal(page.hasMore, true);
  assert.deepEqual(
    page.changes.map(({ seq, payload }) => [seq, payload]),
    [
      [41, hex("a0")],
      [42, null],
    ],
  );
  assert.throws(() => readPage(hex(vector.page), keys, ["city"], after));
  assert.throws(() => readPage(hex(vector.page), keys, scopes));
  const changed = hex(vector.page);
  changed.writeUInt8(changed.readUInt8(100) ^ 1, 100);
  assert.throws(() => readPage(changed, keys, scopes, after));
  const [hash, key, signature] = ["sha256", "key_id", "signature"].map((name) => hex(vector[`snapshot_${name}`]));
  assert.ok(hash && key && signature);
  assert.ok(isSnapshotOf(keys, scopes, hash, key, signature));
  assert.ok(!isSnapshotOf(keys, ["city"], hash, key, signature));
});

test("a stranger believes a relay that the city vouches for, and takes the city's receipt from its hand", () => {
  const vector = read("relay.json");
  const keys = city();
  const [, , list] = cbor.list(cbor.read(hex(read("push.json").body)), 3);
  const batches = cbor.list(list).map((batch) => cbor.bytes(batch));
  const now = vector.not_before_ms;
  const { certificate, entries } = readRelayReceipt(hex(vector.push_answer), "qp1/relay-receipt", keys, now);
  assert.equal(spelt(certificate.relay), vector.relay_public);
  assert.equal(certificate.name, vector.name);
  const said = batches.map((batch) => entries.find(({ hash }) => hash.equals(sha256(batch))));
  assert.ok(said[0]?.is === "received" && said[0].receipt.equals(hex(vector.city_receipt)));
  assert.equal(readPushReceipt(said[0].receipt, keys).batches.length, 1);
  assert.equal(said[1]?.is, "held");
  assert.ok(said[2]?.is === "not taken" && said[2].code === "malformed");

  const held = readRelayReceipt(hex(vector.ballots_answer), "qp1/relay-ballot-receipt", keys, now);
  assert.deepEqual(held.entries, [{ hash: hex(read("ballots.json").ballots[0].hash), is: "held" }]);
  const receipt = () => readRelayReceipt(hex(vector.push_answer), "qp1/relay-receipt", keys, vector.not_after_ms);
  assert.throws(receipt, NoReceipt, "its time is over");
  assert.throws(() => readPushReceipt(hex(vector.push_answer), keys), NoReceipt, "held is no ack");
});

test("a stranger builds the very bundle of the vectors, and takes the way back", async () => {
  const vector = read("bundle.json");
  const keys = city();
  const key = keys.keys.find(({ id }) => spelt(id) === vector.key_id);
  assert.ok(key);
  const kioskSeed = hex(vector.kiosk_seed);
  assert.equal(spelt(answerSecret(keys.city, kioskSeed)), vector.answer_secret);
  const secrets = hex(vector.ephemeral_secrets);
  const bundle = {
    kioskSeed,
    id: hex(vector.bundle),
    number: vector.number,
    scopes: vector.scopes.split(","),
    parts: [
      { kind: 1 as const, body: hex(read("push.json").body) },
      { kind: 2 as const, body: hex(read("ballots.json").body_kiosk) },
    ],
  };
  const file = await writeBundle(keys, key, bundle, [secrets.subarray(0, 32), secrets.subarray(32)]);
  assert.equal(spelt(file), vector.file);
  assert.equal(`quartierpuls-${spelt(publicOf(kioskSeed)).slice(0, 8)}-${vector.number}.qpb`, vector.file_name);

  const document = hex(vector.return_document);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(document.length);
  const back = await readReturn(Buffer.concat([size, document, hex(vector.snapshot)]), keys, kioskSeed);
  assert.equal(back.version, vector.version);
  assert.deepEqual(
    back.answers.map(({ kind, receipt }) => [kind, spelt(receipt)]),
    [
      [1, read("push.json").answer],
      [2, read("ballots.json").answer],
    ],
  );
  await assert.rejects(readReturn(Buffer.concat([size, document, Buffer.from("another")]), keys, kioskSeed));
});

test("a stranger reads receipt codes as they are typed, and derives their lookup tags", async () => {
  const vector = read("receipt_code.json");
  for (const { plain, shown, lookup_tag } of vector.codes) {
    assert.equal(readCode(shown), plain);
    assert.equal(spelt(await lookupTag(city().city, plain)), lookup_tag);
  }
  for (const [typed, plain] of vector.read_as) assert.equal(readCode(typed), plain);
  for (const typed of vector.refused) assert.equal(readCode(typed), null);
});

test("a stranger refuses what is not in its one form", () => {
  const refused = [
    "1800", "190000", "5800", "9f00ff", "a2010001ff", "a20200010000", "a2010001", "a1400000", "f7", "f4f4", "f90000",
    "c000", "61ff", "62c328", "818181818181818181", "f814", "",
  ];
  for (const bytes of refused) assert.throws(() => cbor.read(hex(bytes)), cbor.Malformed, bytes);
  for (const bytes of ["17", "1818", "3818", "a201000200", "8181818181818180", "60", "f6"]) cbor.read(hex(bytes));
});
