// SPDX-License-Identifier: EUPL-1.2
// Receipts of a relay: "held" is no ack, and a city's receipt within counts as if the city had answered.
import * as cbor from "./cbor.ts";
import { type CityKeys, isSignedBy, NoReceipt, readDocument } from "./city.ts";

export interface Certificate {
  relay: Buffer;
  name: string;
  notBefore: number;
  notAfter: number;
}
export type RelayEntry = { hash: Buffer } & (
  | { is: "held" }
  | { is: "received"; receipt: Buffer }
  | { is: "not taken"; code: string }
);

export function readCertificate(bytes: Buffer, city: CityKeys, now: number): Certificate {
  if (bytes.length > 512) throw new NoReceipt("a certificate beyond 512 bytes");
  const document = readDocument(bytes);
  const [name, suite, id, keyId, relay, place, notBefore, notAfter] = cbor.list(document.body, 8);
  const key = city.keys.find((listed) => listed.id.equals(cbor.bytes(keyId, 8)));
  if (name !== "qp1/relay" || suite !== 1n || !cbor.bytes(id, 16).equals(city.city)) throw new NoReceipt("no certificate");
  if (!key || !isSignedBy(key.sign, "qp1/relay", document)) throw new NoReceipt("not signed by the city");
  const certificate = {
    relay: cbor.bytes(relay, 32),
    name: cbor.word(place),
    notBefore: cbor.uint(notBefore),
    notAfter: cbor.uint(notAfter),
  };
  if (now < certificate.notBefore || now >= certificate.notAfter) throw new NoReceipt("another time");
  return certificate;
}

export function readRelayReceipt(
  bytes: Buffer,
  lane: "qp1/relay-receipt" | "qp1/relay-ballot-receipt",
  city: CityKeys,
  now: number,
): { certificate: Certificate; entries: RelayEntry[] } {
  const document = readDocument(bytes);
  const isPadded = lane === "qp1/relay-ballot-receipt";
  const [name, suite, id, certificateBytes, list, padding] = cbor.list(document.body, isPadded ? 6 : 5);
  if (name !== lane || suite !== 1n || !cbor.bytes(id, 16).equals(city.city)) throw new NoReceipt("another document");
  if (isPadded && (document.raw.length % 1024 !== 0 || cbor.bytes(padding).some((byte) => byte !== 0)))
    throw new NoReceipt("padding that is none");
  const certificate = readCertificate(cbor.bytes(certificateBytes), city, now);
  if (!isSignedBy(certificate.relay, lane, document)) throw new NoReceipt("not signed by the relay");
  const entries = cbor.list(list).map((item): RelayEntry => {
    const [hash, kind, value] = cbor.list(item, cbor.list(item)[1] === 0n ? 2 : 3);
    const entry = { hash: cbor.bytes(hash, 32) };
    if (kind === 0n) return { ...entry, is: "held" };
    if (kind === 1n) return { ...entry, is: "received", receipt: cbor.bytes(value) };
    if (kind === 2n) return { ...entry, is: "not taken", code: cbor.word(value) };
    throw new NoReceipt("another entry");
  });
  for (const [i, { hash }] of entries.entries()) {
    const before = entries[i - 1];
    if (before && Buffer.compare(before.hash, hash) >= 0) throw new NoReceipt("entries out of order");
  }
  return { certificate, entries };
}
