// SPDX-License-Identifier: EUPL-1.2
// Operations: payloads, sealing, the chain of an author, signed batches.
import * as cbor from "./cbor.ts";
import { type CityKeys, sealingKey } from "./city.ts";
import { isSigned, number, prefix, publicOf, random, sealedBox, sha256, signed, suite } from "./cryptography.ts";

export interface Operation {
  type: number;
  version: number;
  event: Buffer | null;
  hlc: bigint;
  kind: 0 | 1; // plain, sealed
  salt: Buffer | null; // null: erased, and `payload` is the commitment
  payload: Buffer;
}

// An author, and how far the chain has got.
export interface Author {
  seed: Buffer;
  key: Buffer;
  epoch: Buffer;
  seq: number; // of the last operation; 0: none
  head: Buffer | null;
}

export function newAuthor(seed = random(32), epoch = random(8)): Author {
  return { seed, key: publicOf(seed), epoch, seq: 0, head: null };
}

// A resident's clock tells the hour alone.
export function residentsClock(now: number): bigint {
  return BigInt(now - (now % 3_600_000)) << 16n;
}

export function plain(type: number, payload: Buffer, now: number): Operation {
  return { type, version: 1, event: null, hlc: BigInt(now) << 16n, kind: 0, salt: random(16), payload };
}

export function contextHash(city: Buffer, author: Author, seq: number, type: number, version: number): Buffer {
  const place = [number(seq, 4), number(type, 2), number(version, 1)];
  return sha256(prefix("qp1/seal"), suite, city, author.key, author.epoch, ...place);
}

// The next operation of the chain, sealed to the city. `ephemeral`: for the vectors alone.
export async function sealed(
  city: CityKeys,
  author: Author,
  type: number,
  payload: Buffer,
  now: number,
  ephemeral?: Buffer,
  version = 1,
): Promise<Operation> {
  const key = sealingKey(city, now);
  const context = contextHash(city.city, author, author.seq + 1, type, version);
  const box = await sealedBox(key.box, Buffer.concat([context, payload]), ephemeral);
  const bytes = Buffer.concat([key.id, box]);
  return { type, version, event: null, hlc: residentsClock(now), kind: 1, salt: random(16), payload: bytes };
}

export function commitment({ salt, payload }: Operation): Buffer {
  return salt ? sha256(prefix("qp1/commit"), salt, payload) : payload;
}

export function header(city: Buffer, key: Buffer, epoch: Buffer, seq: number, operation: Operation): Buffer {
  const { type, version, event, hlc, kind } = operation;
  const fields = [number(seq, 4), number(type, 2), number(version, 1), event ?? Buffer.alloc(16), number(hlc, 8)];
  return Buffer.concat([suite, city, key, epoch, ...fields, number(kind, 1), commitment(operation)]);
}
export const operationHash = (of: Buffer): Buffer => sha256(prefix("qp1/header"), of);
export const nextHead = (head: Buffer, of: Buffer): Buffer => sha256(prefix("qp1/op"), head, of);
export const genesisHead = (city: CityKeys, key: Buffer, epoch: Buffer): Buffer =>
  sha256(prefix("qp1/genesis"), suite, city.city, city.genesis, key, epoch);

function batchMessage(city: Buffer, key: Buffer, epoch: Buffer, firstSeq: number, count: number, head: Buffer) {
  return Buffer.concat([prefix("qp1/batch"), suite, city, key, epoch, number(firstSeq, 4), number(count, 2), head]);
}

const writtenOperation = ({ type, version, event, hlc, kind, salt, payload }: Operation): cbor.Written => [
  type, version, event, hlc, kind, salt, payload,
];

// Signs the operations as the chain's next ones; `author` has moved on.
export function signBatch(city: CityKeys, author: Author, operations: Operation[]): Buffer {
  const firstSeq = author.seq + 1;
  const before = author.head;
  let head = before ?? genesisHead(city, author.key, author.epoch);
  for (const operation of operations) {
    author.seq += 1;
    head = nextHead(head, header(city.city, author.key, author.epoch, author.seq, operation));
  }
  author.head = head;
  const message = batchMessage(city.city, author.key, author.epoch, firstSeq, operations.length, head);
  return cbor.write([
    author.key, author.epoch, firstSeq, before, operations.map(writtenOperation), signed(author.seed, message),
  ]);
}

export interface Batch {
  key: Buffer;
  epoch: Buffer;
  firstSeq: number;
  operations: Operation[];
  headers: Buffer[];
  heads: Buffer[];
  isSigned: boolean;
}

export function readBatch(city: CityKeys, bytes: Buffer): Batch {
  const [author, chainEpoch, first, before, list, signature] = cbor.list(cbor.read(bytes), 6);
  const [key, epoch, firstSeq] = [cbor.bytes(author, 32), cbor.bytes(chainEpoch, 8), cbor.uint(first)];
  const operations = cbor.list(list).map((item): Operation => {
    const [type, version, event, hlc, kind, salt, payload] = cbor.list(item, 7);
    if (typeof hlc !== "bigint") throw new cbor.Malformed("no clock");
    return {
      type: cbor.uint(type),
      version: cbor.uint(version),
      event: event === null ? null : cbor.bytes(event, 16),
      hlc,
      kind: kind === 1n ? 1 : 0,
      salt: salt === null ? null : cbor.bytes(salt, 16),
      payload: cbor.bytes(payload, salt === null ? 32 : undefined),
    };
  });
  let head = before === null ? genesisHead(city, key, epoch) : cbor.bytes(before, 32);
  const headers = operations.map((operation, i) => header(city.city, key, epoch, firstSeq + i, operation));
  const heads = headers.map((of) => (head = nextHead(head, of)));
  const message = batchMessage(city.city, key, epoch, firstSeq, operations.length, head);
  return { key, epoch, firstSeq, operations, headers, heads, isSigned: isSigned(key, message, cbor.bytes(signature, 64)) };
}

export interface IdeaText {
  title: string;
  text: string;
  quarter: string;
  theme: string;
  language: string;
}
const ideaFields = (idea: Buffer, of: IdeaText): [number, cbor.Written][] => [
  [0, idea], [1, of.title], [2, of.text], [3, of.quarter], [4, of.theme], [5, of.language],
];

export const ideaSubmit = (idea: Buffer, of: IdeaText, lookupTag: Buffer): Buffer =>
  cbor.write(new Map([...ideaFields(idea, of), [6, lookupTag]]));
// Version 2: with the names of its photos.
export const ideaWithPhotos = (idea: Buffer, of: IdeaText, lookupTag: Buffer, photos: Buffer[]): Buffer =>
  cbor.write(new Map<number, cbor.Written>([...ideaFields(idea, of), [6, lookupTag], [7, photos]]));
export const ideaEdit = (idea: Buffer, of: IdeaText): Buffer => cbor.write(new Map(ideaFields(idea, of)));
export const ideaWithdraw = (idea: Buffer): Buffer => cbor.write(new Map([[0, idea]]));
export const kioskHealth = (waiting: number): Buffer =>
  cbor.write(new Map<number, cbor.Written>([[0, "stranger"], [1, 60], [2, waiting], [3, 0], [4, 1e9], [5, 1e6]]));

export function pushBody(city: CityKeys, batches: Buffer[]): Buffer {
  return cbor.write([1, city.city, batches]);
}
