// SPDX-License-Identifier: EUPL-1.2
// Ballots, and the padded request that carries them.
import * as cbor from "./cbor.ts";
import type { CityKeys } from "./city.ts";
import { hkdf, number, prefix, publicOf, sha256, signed, suite } from "./cryptography.ts";

export interface Ballot {
  poll: Buffer;
  nullifier: Buffer;
  revision: number;
  choice: number;
  hash: Buffer;
  bytes: Buffer;
}

export const nullifierSeed = (city: Buffer, secret: Buffer, poll: Buffer): Buffer =>
  hkdf(secret, city, Buffer.concat([prefix("qp1/nullifier"), poll]));

export function castBallot(
  city: Buffer,
  secret: Buffer,
  poll: Buffer,
  choice: number,
  revision: number,
  credential = Buffer.alloc(0),
): Ballot {
  const seed = nullifierSeed(city, secret, poll);
  const nullifier = publicOf(seed);
  const unsigned = Buffer.concat([
    suite, city, poll, Buffer.alloc(16), nullifier, number(revision, 4), number(choice, 1),
    number(credential.length, 2), credential,
  ]);
  const bytes = Buffer.concat([unsigned, signed(seed, Buffer.concat([prefix("qp1/ballot"), unsigned]))]);
  return { poll, nullifier, revision, choice, hash: sha256(prefix("qp1/ballot-hash"), unsigned), bytes };
}

const padded = (unpadded: (padding: Buffer) => Buffer): Buffer => {
  for (let length = 0; ; ++length) {
    const body = unpadded(Buffer.alloc(length));
    if (body.length % 1024 === 0) return body;
  }
};

// `kiosk`: the seed of an enrolled key, which proves the channel.
export function ballotsBody(city: CityKeys, ballots: Ballot[], kiosk?: Buffer): Buffer {
  const sorted = [...ballots].sort((a, b) => Buffer.compare(a.hash, b.hash));
  const all = sha256(...sorted.map(({ hash }) => hash));
  const message = Buffer.concat([prefix("qp1/ballots"), suite, city.city, all]);
  const envelope = kiosk ? [publicOf(kiosk), signed(kiosk, message)] : null;
  const list = sorted.map(({ bytes }) => bytes);
  return padded((padding) => cbor.write([1, city.city, envelope, list, padding]));
}
