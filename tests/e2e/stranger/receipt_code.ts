// SPDX-License-Identifier: EUPL-1.2
import { argon2id, prefix, random, sha256, suite } from "./cryptography.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const timesTwo = (x: number) => (x < 16 ? 2 * x : (2 * x) ^ 37);

function checkOf(eleven: string): string {
  const sum = [...eleven].reduce((so_far, letter) => timesTwo(so_far ^ alphabet.indexOf(letter)), 0);
  return alphabet.charAt(sum);
}

export function newCode(): string {
  const eleven = [...random(11)].map((byte) => alphabet.charAt(byte % 32)).join("");
  return eleven + checkOf(eleven);
}

// As people type it; null where it is no code.
export function readCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (plain.length !== 12 || [...plain].some((letter) => !alphabet.includes(letter))) return null;
  return checkOf(plain.slice(0, 11)) === plain[11] ? plain : null;
}

export function lookupTag(city: Buffer, code: string): Promise<Buffer> {
  return argon2id(code, sha256(prefix("qp1/lookup"), suite, city).subarray(0, 16));
}
