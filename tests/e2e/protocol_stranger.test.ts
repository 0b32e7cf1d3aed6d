// SPDX-License-Identifier: EUPL-1.2
// A stranger's reading of sync/protocol/README.md: written from that page with nothing but Node's crypto and
// none of our code, so that an error in the page shows. XSalsa20 and Argon2id, which Node lacks, are left
// to sync/protocol/vectors_test.cpp.
import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

type Item = bigint | Buffer | string | boolean | null | Item[] | Map<Item, Item>;

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../sync/protocol/vectors/${name}`, import.meta.url), "utf8"));
const hex = (text: string) => Buffer.from(text, "hex");
const sha256 = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
const prefix = (name: string) => Buffer.from(`${name}\0`, "ascii");
const suite = Buffer.from([1]);

function number(value: bigint | number, size: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer.subarray(8 - size);
}

// Ed25519 keys in the wrapping that Node wants.
const publicKey = (raw: Buffer) =>
  createPublicKey({ key: Buffer.concat([hex("302a300506032b6570032100"), raw]), format: "der", type: "spki" });
const privateKey = (seed: Buffer) =>
  createPrivateKey({
    key: Buffer.concat([hex("302e020100300506032b657004220420"), seed]),
    format: "der",
    type: "pkcs8",
  });
const publicOf = (seed: Buffer) =>
  createPublicKey(privateKey(seed)).export({ format: "der", type: "spki" }).subarray(-32) as Buffer;
const isSigned = (key: Buffer, message: Buffer, signature: Buffer) =>
  verify(null, message, publicKey(key), signature);

// The subset of CBOR; where each item of the outermost array begins and ends is kept for checksums.
function cbor(bytes: Buffer): { item: Item; spans: [number, number][] } {
  let at = 0;
  const spans: [number, number][] = [];
  function head(): [number, bigint] {
    const first = bytes[at++];
    assert.ok(first !== undefined, "ends early");
    const info = first & 31;
    if (info < 24) return [first >> 5, BigInt(info)];
    assert.ok(info < 28);
    const size = 1 << (info - 24);
    let value = 0n;
    for (let i = 0; i < size; ++i) value = (value << 8n) | BigInt(bytes.readUInt8(at++));
    assert.ok(value >= (size === 1 ? 24n : 1n << BigInt(4 * size)), "shortest form");
    return [first >> 5, value];
  }
  function item(depth: number): Item {
    assert.ok(depth <= 8);
    const [major, value] = head();
    const size = Number(value);
    if (major === 0) return value;
    if (major === 1) return -1n - value;
    if (major === 2 || major === 3) {
      const raw = bytes.subarray(at, at + size);
      assert.equal(raw.length, size);
      at += size;
      return major === 2 ? raw : new TextDecoder("utf-8", { fatal: true }).decode(raw);
    }
    if (major === 4) {
      const list: Item[] = [];
      for (let i = 0; i < size; ++i) {
        const begin = at;
        list.push(item(depth + 1));
        if (depth === 0) spans.push([begin, at]);
      }
      return list;
    }
    if (major === 5) {
      const map = new Map<Item, Item>();
      for (let i = 0; i < size; ++i) map.set(item(depth + 1), item(depth + 1));
      return map;
    }
    assert.equal(major, 7);
    return size === 22 ? null : size === 21 ? true : (assert.equal(size, 20), false);
  }
  const result = item(0);
  assert.equal(at, bytes.length, "nothing follows");
  return { item: result, spans };
}

function document(bytes: Buffer, name: string): { body: any[]; raw: Buffer; signature: Buffer } {
  const [raw, signature] = cbor(bytes).item as [Buffer, Buffer];
  const body = cbor(raw).item as any[];
  assert.equal(body[0], name);
  return { body, raw, signature };
}

function city() {
  const vector = read("city.json");
  const { body, raw, signature } = document(hex(vector.answer), "qp1/city-keys");
  const [, , id, version, genesis, keys, name] = body;
  assert.ok(isSigned(genesis, Buffer.concat([prefix("qp1/city-keys"), raw]), signature));
  assert.deepEqual(id, sha256(prefix("qp1/city"), suite, genesis).subarray(0, 16));
  return { vector, id: id as Buffer, genesis: genesis as Buffer, version, keys: keys as any[], name };
}

// What the city signs names its key; where, differs.
function checkDocument(answer: Buffer, name: string, keyAt: number): any[] {
  const { body, raw, signature } = document(answer, name);
  const here = city();
  assert.deepEqual(body[2], here.id);
  const key = here.keys.find(([id]) => id.equals(body[keyAt]));
  assert.ok(isSigned(key[1], Buffer.concat([prefix(name), raw]), signature));
  return body;
}

const checkReceipt = (answer: Buffer, name: string) => checkDocument(answer, name, 4);

function checkBatch(bytes: Buffer, operations: any[]): Buffer {
  const here = city();
  const [author, epoch, firstSeq, prevHead, ops, signature] = cbor(bytes).item as any[];
  let head =
    prevHead ?? sha256(prefix("qp1/genesis"), suite, here.id, here.genesis, author, epoch);
  ops.forEach((op: any[], index: number) => {
    const [type, version, event, hlc, kind, salt, payload] = op;
    const commitment = salt ? sha256(prefix("qp1/commit"), salt, payload) : payload;
    const header = Buffer.concat([
      suite, here.id, author, epoch, number(firstSeq + BigInt(index), 4), number(type, 2),
      number(version, 1), event ?? Buffer.alloc(16), number(hlc, 8), number(kind, 1), commitment,
    ]);
    assert.equal(header.length, 121);
    head = sha256(prefix("qp1/op"), head, header);
    assert.equal(header.toString("hex"), operations[index].header);
    assert.equal(sha256(prefix("qp1/header"), header).toString("hex"), operations[index].operation_hash);
    assert.equal(head.toString("hex"), operations[index].head);
  });
  const message = Buffer.concat([
    prefix("qp1/batch"), suite, here.id, author, epoch, number(firstSeq, 4), number(ops.length, 2), head,
  ]);
  assert.ok(isSigned(author, message, signature));
  return head;
}

test("a stranger reads the city's keys and derives its id", () => {
  const { vector, id, version, name, keys } = city();
  assert.equal(id.toString("hex"), vector.city);
  assert.equal(Number(version), vector.version);
  assert.equal(name, vector.name);
  for (const [keyId, signKey] of keys) assert.deepEqual(keyId, sha256(signKey).subarray(0, 8));
});

test("a stranger follows a chain, checks its batches and signs one itself", () => {
  const vector = read("chain.json");
  for (const batch of [...vector.batches, vector.first_with_erased]) {
    checkBatch(hex(batch.batch), batch.operations);
  }
  const here = city();
  const first = vector.batches[0];
  const message = Buffer.concat([
    prefix("qp1/batch"), suite, here.id, hex(vector.author), hex(vector.epoch), number(1, 4),
    number(first.operations.length, 2), hex(first.operations.at(-1).head),
  ]);
  assert.equal(sign(null, message, privateKey(hex(vector.author_seed))).toString("hex"), first.signature);
});

test("a stranger derives the hash that a sealed payload opens with", () => {
  const vector = read("sealed.json");
  const hash = sha256(
    prefix("qp1/seal"), suite, city().id, hex(vector.author), hex(vector.epoch),
    number(vector.seq, 4), number(vector.type, 2), number(vector.version, 1),
  );
  assert.equal(hash.toString("hex"), vector.context_hash);
  const idea = cbor(hex(vector.plain_payload)).item as Map<Item, Item>;
  assert.equal(idea.get(1n), "Bänke am Kesselbrink");
  assert.equal(vector.payload.slice(0, 16), vector.key_id);
  assert.equal(vector.payload.slice(16, 80), vector.ephemeral_public);
});

test("a stranger reads a push and takes its receipt, and no other's", () => {
  const vector = read("push.json");
  const [, , batches] = cbor(hex(vector.body)).item as any[];
  const chain = read("chain.json");
  const heads = [0, 1].map((i) => checkBatch(batches[i], chain.batches[i].operations));
  const body = checkReceipt(hex(vector.answer), "qp1/receipt");
  assert.deepEqual(body[5].map((entry: any[]) => entry[4]), heads);
  assert.deepEqual(body[5][0][5], [[0n, 1001n], [1n, 12n]]);
  assert.deepEqual(body[5][1][5], [[3n, "refused"]]);
  assert.deepEqual(body[6], [[sha256(batches[2]), "malformed"]]);
  const changed = hex(vector.answer);
  changed.writeUInt8(changed.readUInt8(60) ^ 1, 60);
  assert.throws(() => checkReceipt(changed, "qp1/receipt"));
});

test("a stranger believes a relay that the city vouches for, and takes the city's receipt from its hand", () => {
  const vector = read("relay.json");
  const here = city();
  const checkRelay = (answer: Buffer, name: string): any[] => {
    const { body, raw, signature } = document(answer, name);
    const certificate = document(body[3], "qp1/relay");
    const [, , ofCity, keyId, relay, , notBefore, notAfter] = certificate.body;
    const key = here.keys.find(([id]) => id.equals(keyId));
    assert.ok(isSigned(key[1], Buffer.concat([prefix("qp1/relay"), certificate.raw]), certificate.signature));
    assert.ok(isSigned(relay, Buffer.concat([prefix(name), raw]), signature));
    assert.deepEqual([body[2], ofCity], [here.id, here.id]);
    assert.deepEqual([Number(notBefore), Number(notAfter)], [vector.not_before_ms, vector.not_after_ms]);
    return body[4];
  };
  const batches = (cbor(hex(read("push.json").body)).item as any[])[2] as Buffer[];
  const said = new Map<string, any[]>(
    checkRelay(hex(vector.push_answer), "qp1/relay-receipt").map((entry: any[]) => [entry[0].toString("hex"), entry]),
  );
  const [first, second, broken] = batches.map((batch) => said.get(sha256(batch).toString("hex")) ?? []);
  assert.deepEqual(first?.[2], hex(vector.city_receipt));
  assert.equal(checkReceipt(hex(vector.city_receipt), "qp1/receipt")[5].length, 1);
  assert.equal(second?.[1], 0n);
  assert.deepEqual(broken?.slice(1), [2n, "malformed"]);

  const held = checkRelay(hex(vector.ballots_answer), "qp1/relay-ballot-receipt");
  assert.deepEqual(held, [[hex(read("ballots.json").ballots[0].hash), 0n]]);
});

test("a stranger casts the very ballots of the vectors and proves a kiosk's envelope", () => {
  const vector = read("ballots.json");
  const here = city();
  for (const expected of vector.ballots) {
    const info = Buffer.concat([prefix("qp1/nullifier"), hex(expected.poll)]);
    const seed = Buffer.from(hkdfSync("sha256", hex(expected.ballot_secret), here.id, info, 32));
    const credential = hex(expected.credential);
    const unsigned = Buffer.concat([
      suite, here.id, hex(expected.poll), Buffer.alloc(16), publicOf(seed), number(expected.revision, 4),
      number(expected.choice, 1), number(credential.length, 2), credential,
    ]);
    const signature = sign(null, Buffer.concat([prefix("qp1/ballot"), unsigned]), privateKey(seed));
    assert.equal(Buffer.concat([unsigned, signature]).toString("hex"), expected.ballot);
    assert.equal(sha256(prefix("qp1/ballot-hash"), unsigned).toString("hex"), expected.hash);
  }
  const hashes = vector.ballots.map((ballot: any) => hex(ballot.hash)).sort(Buffer.compare);
  for (const body of [hex(vector.body_phone), hex(vector.body_kiosk)]) {
    assert.equal(body.length % 1024, 0);
    const [, , envelope, ballots] = cbor(body).item as any[];
    assert.equal(ballots.length, 2);
    if (envelope === null) continue;
    const message = Buffer.concat([prefix("qp1/ballots"), suite, here.id, sha256(...hashes)]);
    assert.ok(isSigned(envelope[0], message, envelope[1]));
    assert.deepEqual(envelope[0], publicOf(hex(vector.kiosk_seed)));
  }
  const receipt = checkReceipt(hex(vector.answer), "qp1/ballot-receipt");
  assert.deepEqual(receipt[5].map(([hash]: [Buffer]) => hash), hashes);
});

test("a stranger checks a page and a snapshot's signature", () => {
  const vector = read("pull.json");
  const page = hex(vector.page);
  const { item, spans } = cbor(page);
  const [name, , id, , scopes, after, cursor, more, changes, checksum] = item as any[];
  assert.equal(name, "qp1/page");
  const here = city();
  assert.deepEqual(id, here.id);
  assert.equal(scopes, "city,mitte");
  assert.deepEqual(after, hex("beef"));
  assert.deepEqual(cursor, hex("cafe"));
  assert.equal(more, true);
  assert.equal(changes[1][5], null);
  const [, end] = spans[8] ?? [0, 0];
  assert.deepEqual(checksum, sha256(page.subarray(0, end)));
  const message = Buffer.concat([
    prefix("qp1/snapshot"), suite, here.id, hex(vector.snapshot_key_id),
    sha256(prefix("qp1/scopes"), Buffer.from(vector.snapshot_scopes)), hex(vector.snapshot_sha256),
  ]);
  const key = here.keys.find(([keyId]) => keyId.toString("hex") === vector.snapshot_key_id);
  assert.ok(isSigned(key[1], message, hex(vector.snapshot_signature)));
});

test("a stranger reads who a bundle is from, and takes the city's return", () => {
  const vector = read("bundle.json");
  const here = city();
  const { body, raw, signature } = document(hex(vector.file), "qp1/bundle");
  const [, , ofCity, kiosk, bundle, count, answerKey, scopes, [keyId, parts]] = body;
  assert.deepEqual(kiosk, publicOf(hex(vector.kiosk_seed)));
  assert.ok(isSigned(kiosk, Buffer.concat([prefix("qp1/bundle"), raw]), signature));
  assert.deepEqual([ofCity, bundle, count, scopes], [here.id, hex(vector.bundle), 7n, "city,mitte"]);
  assert.equal(keyId.toString("hex"), vector.key_id);
  // A box is longer than its body by 48 bytes, the context's hash and the kind.
  const bodies = [read("push.json").body, read("ballots.json").body_kiosk].map(hex);
  assert.deepEqual(parts.map((part: Buffer) => part.length - 81), bodies.map((one) => one.length));
  const context = sha256(prefix("qp1/bundle-seal"), suite, here.id, kiosk, bundle);
  assert.equal(context.toString("hex"), vector.part_context_hash);
  const secret = Buffer.from(hkdfSync("sha256", hex(vector.kiosk_seed), here.id, prefix("qp1/answer-box"), 32));
  assert.equal(secret.toString("hex"), vector.answer_secret);
  const x25519 = createPrivateKey({
    key: Buffer.concat([hex("302e020100300506032b656e04220420"), secret]),
    format: "der",
    type: "pkcs8",
  });
  assert.deepEqual(answerKey, createPublicKey(x25519).export({ format: "der", type: "spki" }).subarray(-32));

  const back = checkDocument(hex(vector.return_document), "qp1/return", 3);
  const [, , , , forKiosk, , version, keys, held, size, hash, answers] = back;
  assert.deepEqual([forKiosk, Number(version), held], [kiosk, vector.version, "city,mitte"]);
  assert.deepEqual(keys, hex(read("city.json").answer));
  assert.deepEqual([Number(size), hash], [8, sha256(hex(vector.snapshot))]);
  assert.deepEqual(answers, [hex(vector.answer)]);
  const answerContext = sha256(prefix("qp1/answer-seal"), suite, here.id, kiosk);
  assert.equal(answerContext.toString("hex"), vector.answer_context_hash);
});

test("a stranger computes the check of a receipt code", () => {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const timesTwo = (x: number) => (x < 16 ? 2 * x : (2 * x) ^ 37);
  const check = (code: string) =>
    alphabet[[...code.slice(0, 11)].reduce((sum, c) => timesTwo(sum ^ alphabet.indexOf(c)), 0)];
  for (const { plain, shown } of read("receipt_code.json").codes) {
    assert.equal(check(plain), plain[11]);
    assert.equal(shown.replaceAll("-", ""), plain);
  }
});
