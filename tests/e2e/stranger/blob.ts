// SPDX-License-Identifier: EUPL-1.2
// Photos: sealed to the city for one contribution, sent piece by piece.
import * as cbor from "./cbor.ts";
import { type CityKey, type CityKeys, NoReceipt, readReceipt } from "./city.ts";
import { prefix, sealedBox, sha256, signed, suite } from "./cryptography.ts";
import type { Author } from "./operations.ts";

export interface Blob {
  bytes: Buffer;
  hash: Buffer;
}

// `ephemeral`: for the vectors alone.
export async function sealBlob(city: CityKeys, key: CityKey, author: Author, image: Buffer, ephemeral?: Buffer): Promise<Blob> {
  const context = sha256(prefix("qp1/blob-seal"), suite, city.city, author.key, author.epoch);
  const bytes = Buffer.concat([key.id, await sealedBox(key.box, Buffer.concat([context, image]), ephemeral)]);
  return { bytes, hash: sha256(bytes) };
}

// An empty piece asks how far it is.
export function blobBody(city: CityKeys, author: Author, { bytes, hash }: Blob, offset: number, count: number): Buffer {
  const signature = signed(author.seed, Buffer.concat([prefix("qp1/blob"), suite, city.city, author.key, author.epoch, hash]));
  const piece = bytes.subarray(offset, offset + count);
  return cbor.write([1, city.city, author.key, author.epoch, signature, bytes.length, offset, piece]);
}

export interface BlobReceipt {
  serverEpoch: Buffer;
  hash: Buffer;
  received: number;
  size: number;
}

export function readBlobReceipt(answer: Buffer, city: CityKeys): BlobReceipt {
  const { epoch, rest } = readReceipt(answer, "qp1/blob-receipt", city, 8);
  const [hash, received, size] = rest;
  const receipt = { serverEpoch: epoch, hash: cbor.bytes(hash, 32), received: cbor.uint(received), size: cbor.uint(size) };
  if (receipt.received > receipt.size) throw new NoReceipt("more than there is");
  return receipt;
}
