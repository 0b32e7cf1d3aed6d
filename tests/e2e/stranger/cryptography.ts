// SPDX-License-Identifier: EUPL-1.2
// Suite 1: Node's own Ed25519, SHA-256, HKDF and X25519; XSalsa20-Poly1305 from tweetnacl, BLAKE2b and Argon2id
// from hash-wasm, since Node has none of the three.
import { createHash, createPrivateKey, createPublicKey, hkdfSync, randomBytes, sign, verify } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";

import { root } from "../../../house/city_and_devices.ts";

// Both lie in web/node_modules, out of reach of an import from here.
const require = createRequire(join(root, "web/package.json"));
const nacl = require("tweetnacl") as {
  box: {
    (message: Uint8Array, nonce: Uint8Array, to: Uint8Array, secret: Uint8Array): Uint8Array;
    keyPair: { fromSecretKey(secret: Uint8Array): { publicKey: Uint8Array } };
    open(box: Uint8Array, nonce: Uint8Array, from: Uint8Array, secret: Uint8Array): Uint8Array | null;
  };
};
const hashWasm = require("hash-wasm") as {
  argon2id(options: {
    password: string;
    salt: Uint8Array;
    iterations: number;
    memorySize: number; // KiB
    parallelism: number;
    hashLength: number;
    outputType: "hex";
  }): Promise<string>;
  blake2b(data: Uint8Array, bits: number): Promise<string>;
};

export const suite = Buffer.from([1]);
export const random = (size: number): Buffer => randomBytes(size);
export const prefix = (name: string): Buffer => Buffer.from(`${name}\0`, "ascii");
export const sha256 = (...parts: Buffer[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest();

// Unsigned, big endian.
export function number(value: bigint | number, size: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer.subarray(8 - size);
}

const privateKey = (seed: Buffer) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
    format: "der",
    type: "pkcs8",
  });
const publicKey = (raw: Buffer) =>
  createPublicKey({
    key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]),
    format: "der",
    type: "spki",
  });

export const publicOf = (seed: Buffer): Buffer =>
  createPublicKey(privateKey(seed)).export({ format: "der", type: "spki" }).subarray(-32) as Buffer;
export const signed = (seed: Buffer, message: Buffer): Buffer => sign(null, message, privateKey(seed));
export const isSigned = (key: Buffer, message: Buffer, signature: Buffer): boolean =>
  verify(null, message, publicKey(key), signature);

export const hkdf = (secret: Buffer, salt: Buffer, info: Buffer): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, 32));

async function boxNonce(ephemeral: Buffer, to: Buffer): Promise<Buffer> {
  return Buffer.from(await hashWasm.blake2b(Buffer.concat([ephemeral, to]), 192), "hex");
}

export const boxPublicOf = (secret: Buffer): Buffer => Buffer.from(nacl.box.keyPair.fromSecretKey(secret).publicKey);

// libsodium's crypto_box_seal.
export async function sealedBox(to: Buffer, message: Buffer, secret = random(32)): Promise<Buffer> {
  const ephemeral = boxPublicOf(secret);
  return Buffer.concat([ephemeral, nacl.box(message, await boxNonce(ephemeral, to), to, secret)]);
}
export async function openedBox(secret: Buffer, sealed: Buffer): Promise<Buffer | null> {
  const to = boxPublicOf(secret);
  const ephemeral = sealed.subarray(0, 32);
  const opened = nacl.box.open(sealed.subarray(32), await boxNonce(ephemeral, to), ephemeral, secret);
  return opened && Buffer.from(opened);
}

export async function argon2id(password: string, salt: Buffer): Promise<Buffer> {
  const tag = await hashWasm.argon2id({
    password,
    salt,
    iterations: 2,
    memorySize: 8192,
    parallelism: 1,
    hashLength: 16,
    outputType: "hex",
  });
  return Buffer.from(tag, "hex");
}
