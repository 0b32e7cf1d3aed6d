// SPDX-License-Identifier: EUPL-1.2
// A city's signed documents: its keys, and its receipts of both lanes.
import * as cbor from "./cbor.ts";
import { isSigned, prefix, sha256, suite } from "./cryptography.ts";

export interface CityKey {
  id: Buffer;
  sign: Buffer;
  box: Buffer;
  notBefore: number; // milliseconds since 1970
}
export interface CityKeys {
  city: Buffer;
  genesis: Buffer;
  version: number;
  keys: CityKey[];
  name: string;
}

export class NoReceipt extends Error {}

const same = (a: Buffer, b: Buffer) => Buffer.compare(a, b) === 0;

export interface Document {
  raw: Buffer;
  body: cbor.Item[];
  signature: Buffer;
}
export function readDocument(bytes: Buffer): Document {
  const [raw, signature] = cbor.list(cbor.read(bytes), 2);
  const body = cbor.bytes(raw);
  return { raw: body, body: cbor.list(cbor.read(body)), signature: cbor.bytes(signature, 64) };
}
export const isSignedBy = (key: Buffer, name: string, { raw, signature }: Document) =>
  isSigned(key, Buffer.concat([prefix(name), raw]), signature);

// `trusted`: the city's id where it is known already; on first contact the list proves itself alone.
export function readCityKeys(bytes: Buffer, trusted?: Buffer): CityKeys {
  if (bytes.length > 16 * 1024) throw new cbor.Malformed("a list beyond 16 KiB");
  const document = readDocument(bytes);
  const [name, suiteNumber, city, version, genesis, keys, cityName] = cbor.list(document.body, 7);
  if (name !== "qp1/city-keys" || suiteNumber !== 1n) throw new cbor.Malformed("no list of keys");
  const list: CityKeys = {
    city: cbor.bytes(city, 16),
    genesis: cbor.bytes(genesis, 32),
    version: cbor.uint(version),
    name: cbor.word(cityName),
    keys: cbor.list(keys).map((entry) => {
      const [id, sign, box, notBefore] = cbor.list(entry, 4);
      const key = { id: cbor.bytes(id, 8), sign: cbor.bytes(sign, 32), box: cbor.bytes(box, 32) };
      if (!same(key.id, sha256(key.sign).subarray(0, 8))) throw new cbor.Malformed("an id of another key");
      return { ...key, notBefore: cbor.uint(notBefore) };
    }),
  };
  const ids = new Set(list.keys.map(({ id }) => id.toString("hex")));
  if (ids.size !== list.keys.length || ids.size < 1 || ids.size > 32) throw new cbor.Malformed("another number of keys");
  if (!same(list.city, sha256(prefix("qp1/city"), suite, list.genesis).subarray(0, 16)))
    throw new cbor.Malformed("an id that does not follow from the key");
  if (trusted && !same(trusted, list.city)) throw new Error("another city");
  if (!isSignedBy(list.genesis, "qp1/city-keys", document)) throw new Error("not signed by the city");
  return list;
}

// The newest key whose time has come; with a clock before all of them, the oldest.
export function sealingKey({ keys }: CityKeys, now: number): CityKey {
  const sorted = [...keys].sort((a, b) => a.notBefore - b.notBefore);
  const key = sorted.filter(({ notBefore }) => notBefore <= now).at(-1) ?? sorted[0];
  if (!key) throw new Error("a list without keys");
  return key;
}

// A document of so many items that starts name, suite, city, server epoch, key id, and is signed with a listed key.
export function readReceipt(bytes: Buffer, name: string, city: CityKeys, items = 7): { epoch: Buffer; rest: cbor.Item[] } {
  try {
    const document = readDocument(bytes);
    const [itsName, suiteNumber, id, epoch, keyId, ...rest] = cbor.list(document.body, items);
    if (itsName !== name || suiteNumber !== 1n || !same(cbor.bytes(id, 16), city.city))
      throw new cbor.Malformed("another document");
    const key = city.keys.find((listed) => same(listed.id, cbor.bytes(keyId, 8)));
    if (!key || !isSignedBy(key.sign, name, document)) throw new Error("no signature of the city");
    return { epoch: cbor.bytes(epoch, 16), rest };
  } catch (error) {
    throw new NoReceipt(String(error));
  }
}

export type Outcome =
  | { is: "accepted" | "duplicate"; seq: number }
  | { is: "erased" | "retry" }
  | { is: "rejected"; code: string };
export interface BatchReceipt {
  author: Buffer;
  epoch: Buffer;
  firstSeq: number;
  uptoSeq: number;
  head: Buffer;
  outcomes: Outcome[];
}
export interface PushReceipt {
  serverEpoch: Buffer;
  batches: BatchReceipt[];
  refused: { hash: Buffer; code: string }[];
}

function readOutcome(item: cbor.Item): Outcome {
  const [kind, value] = cbor.list(item);
  const has = (count: number) => cbor.list(item, count);
  if (kind === 0n || kind === 1n) return has(2) && { is: kind === 0n ? "accepted" : "duplicate", seq: cbor.uint(value) };
  if (kind === 2n || kind === 4n) return has(1) && { is: kind === 2n ? "erased" : "retry" };
  if (kind === 3n) return has(2) && { is: "rejected", code: cbor.word(value) };
  throw new NoReceipt("another outcome");
}

export function readPushReceipt(bytes: Buffer, city: CityKeys): PushReceipt {
  const { epoch, rest } = readReceipt(bytes, "qp1/receipt", city);
  const batches = cbor.list(rest[0]).map((entry) => {
    const [author, chainEpoch, firstSeq, uptoSeq, head, outcomes] = cbor.list(entry, 6);
    const receipt = {
      author: cbor.bytes(author, 32),
      epoch: cbor.bytes(chainEpoch, 8),
      firstSeq: cbor.uint(firstSeq),
      uptoSeq: cbor.uint(uptoSeq),
      head: cbor.bytes(head, 32),
      outcomes: cbor.list(outcomes).map(readOutcome),
    };
    if (receipt.outcomes.length !== receipt.uptoSeq - receipt.firstSeq + 1)
      throw new NoReceipt("another number of outcomes");
    return receipt;
  });
  const refused = cbor.list(rest[1]).map((entry) => {
    const [hash, code] = cbor.list(entry, 2);
    return { hash: cbor.bytes(hash, 32), code: cbor.word(code) };
  });
  return { serverEpoch: epoch, batches, refused };
}

export type BallotOutcome = { hash: Buffer } & ({ is: "accepted" | "known" | "retry" } | { is: "rejected"; code: string });
export interface BallotReceipt {
  serverEpoch: Buffer;
  outcomes: BallotOutcome[];
}

export function readBallotReceipt(bytes: Buffer, city: CityKeys): BallotReceipt {
  const { epoch, rest } = readReceipt(bytes, "qp1/ballot-receipt", city);
  if (cbor.bytes(rest[1]).some((byte) => byte !== 0)) throw new NoReceipt("padding that is not zeros");
  const outcomes = cbor.list(rest[0]).map((item): BallotOutcome => {
    const [hash, kind, code] = cbor.list(item);
    if (kind === 2n) return cbor.list(item, 3) && { hash: cbor.bytes(hash, 32), is: "rejected", code: cbor.word(code) };
    const is = kind === 0n ? "accepted" : kind === 1n ? "known" : kind === 3n ? "retry" : null;
    if (!is) throw new NoReceipt("another outcome");
    return cbor.list(item, 2) && { hash: cbor.bytes(hash, 32), is };
  });
  for (const [i, { hash }] of outcomes.entries()) {
    const before = outcomes[i - 1];
    if (before && Buffer.compare(before.hash, hash) > 0) throw new NoReceipt("outcomes out of order");
  }
  return { serverEpoch: epoch, outcomes };
}

// A list of scopes as it is spelt: sorted, each once.
export const joined = (scopes: string[]): string => [...new Set(scopes)].sort().join(",");

// The signature over a snapshot file, from its headers.
export function isSnapshotOf(city: CityKeys, scopes: string[], fileHash: Buffer, keyId: Buffer, signature: Buffer) {
  const key = city.keys.find(({ id }) => same(id, keyId));
  const scopesHash = sha256(prefix("qp1/scopes"), Buffer.from(joined(scopes)));
  const message = Buffer.concat([prefix("qp1/snapshot"), suite, city.city, keyId, scopesHash, fileHash]);
  return key !== undefined && isSigned(key.sign, message, signature);
}
