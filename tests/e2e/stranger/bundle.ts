// SPDX-License-Identifier: EUPL-1.2
// By hand: a kiosk's bundle, built as a kiosk builds it, and the way back.
import * as cbor from "./cbor.ts";
import { type CityKey, type CityKeys, isSignedBy, joined, readCityKeys, readDocument } from "./city.ts";
import { boxPublicOf, hkdf, openedBox, prefix, publicOf, random, sealedBox, sha256, signed, suite } from "./cryptography.ts";

export type Part = { kind: 1 | 2; body: Buffer }; // of push, of ballots

export const answerSecret = (city: Buffer, kioskSeed: Buffer): Buffer =>
  hkdf(kioskSeed, city, prefix("qp1/answer-box"));

export interface Bundle {
  kioskSeed: Buffer;
  id: Buffer; // random
  number: number;
  scopes: string[];
  parts: Part[];
}

// `ephemerals`: for the vectors alone.
export async function writeBundle(city: CityKeys, key: CityKey, bundle: Bundle, ephemerals?: Buffer[]): Promise<Buffer> {
  const kiosk = publicOf(bundle.kioskSeed);
  const context = sha256(prefix("qp1/bundle-seal"), suite, city.city, kiosk, bundle.id);
  const parts: Buffer[] = [];
  for (const [i, { kind, body }] of bundle.parts.entries())
    parts.push(await sealedBox(key.box, Buffer.concat([context, Buffer.from([kind]), body]), ephemerals?.[i] ?? random(32)));
  const answerKey = boxPublicOf(answerSecret(city.city, bundle.kioskSeed));
  const body = cbor.write([
    "qp1/bundle", 1, city.city, kiosk, bundle.id, bundle.number, answerKey, joined(bundle.scopes), [key.id, parts],
  ]);
  return cbor.write([body, signed(bundle.kioskSeed, Buffer.concat([prefix("qp1/bundle"), body]))]);
}

export interface Return {
  serverEpoch: Buffer;
  version: number;
  keys: CityKeys;
  scopes: string;
  snapshotHash: Buffer;
  answers: { kind: number; receipt: Buffer }[];
  snapshot: Buffer;
}

// A whole file: length of the document, the document, the snapshot.
export async function readReturn(file: Buffer, trusted: CityKeys, kioskSeed: Buffer): Promise<Return> {
  const size = file.readUInt32BE();
  const document = readDocument(file.subarray(4, 4 + size));
  const snapshot = file.subarray(4 + size);
  const [name, suiteNumber, city, keyId, kiosk, epoch, version, list, scopes, snapshotBytes, snapshotHash, answers] =
    cbor.list(document.body, 12);
  const own = publicOf(kioskSeed);
  if (name !== "qp1/return" || suiteNumber !== 1n || !cbor.bytes(kiosk, 32).equals(own)) throw new Error("for somebody else");
  if (!cbor.bytes(city, 16).equals(trusted.city)) throw new Error("of another city");
  const brought = readCityKeys(cbor.bytes(list), trusted.city);
  const keys = brought.version > trusted.version ? brought : trusted;
  const key = keys.keys.find(({ id }) => id.equals(cbor.bytes(keyId, 8)));
  if (!key || !isSignedBy(key.sign, "qp1/return", document)) throw new Error("not signed by the city");
  if (snapshot.length !== cbor.uint(snapshotBytes) || !sha256(snapshot).equals(cbor.bytes(snapshotHash, 32)))
    throw new Error("another snapshot");
  const opened: { kind: number; receipt: Buffer }[] = [];
  for (const answer of cbor.list(answers)) opened.push(...(await openAnswer(cbor.bytes(answer), trusted.city, kioskSeed)));
  return {
    serverEpoch: cbor.bytes(epoch, 16),
    version: cbor.uint(version),
    keys,
    scopes: cbor.word(scopes),
    snapshotHash: cbor.bytes(snapshotHash),
    answers: opened,
    snapshot,
  };
}

async function openAnswer(box: Buffer, city: Buffer, kioskSeed: Buffer): Promise<{ kind: number; receipt: Buffer }[]> {
  const opened = await openedBox(answerSecret(city, kioskSeed), box);
  const context = sha256(prefix("qp1/answer-seal"), suite, city, publicOf(kioskSeed));
  if (!opened?.subarray(0, 32).equals(context)) throw new Error("an answer for somebody else");
  return cbor.list(cbor.read(opened.subarray(32))).map((item) => {
    const [kind, receipt] = cbor.list(item, 2);
    return { kind: cbor.uint(kind), receipt: cbor.bytes(receipt) };
  });
}
