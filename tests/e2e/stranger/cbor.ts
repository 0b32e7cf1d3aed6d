// SPDX-License-Identifier: EUPL-1.2
// The protocol's subset of CBOR: one value has one encoding, and whatever else comes is refused.

export type Item = bigint | Buffer | string | boolean | null | Item[] | Map<bigint | string, Item>;

export class Malformed extends Error {}

const depthMax = 8;

class Reader {
  private at = 0;
  // Where each item of the outermost array stands: for checksums over bytes as they came.
  readonly spans: [number, number][] = [];

  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  whole(): Item {
    const item = this.item(0);
    if (this.at !== this.bytes.length) throw new Malformed("bytes after the item");
    return item;
  }

  private take(size: number): Buffer {
    const piece = this.bytes.subarray(this.at, this.at + size);
    if (piece.length !== size) throw new Malformed("ends early");
    this.at += size;
    return piece;
  }

  private head(): [number, bigint] {
    const first = this.take(1).readUInt8();
    const info = first & 31;
    if (info < 24) return [first >> 5, BigInt(info)];
    if (info > 27) throw new Malformed("an indefinite length or a reserved head");
    const size = 1 << (info - 24);
    const value = BigInt(`0x${this.take(size).toString("hex")}`);
    if (first >> 5 === 7 || value < (size === 1 ? 24n : 1n << BigInt(4 * size)))
      throw new Malformed("not the shortest head");
    return [first >> 5, value];
  }

  private item(depth: number): Item {
    const [major, value] = this.head();
    if (major === 0) return value;
    if (major === 1) return -1n - value;
    if (major === 2) return this.take(this.size(value));
    if (major === 3) return text(this.take(this.size(value)));
    if (major === 4) return this.array(this.size(value), depth + 1);
    if (major === 5) return this.map(this.size(value), depth + 1);
    if (major === 7 && value === 20n) return false;
    if (major === 7 && value === 21n) return true;
    if (major === 7 && value === 22n) return null;
    throw new Malformed("a tag, a float or another simple value");
  }

  private size(value: bigint): number {
    if (value > BigInt(this.bytes.length - this.at)) throw new Malformed("more than there is");
    return Number(value);
  }

  private array(count: number, depth: number): Item[] {
    if (depth > depthMax) throw new Malformed("too deep");
    const items: Item[] = [];
    for (let i = 0; i < count; ++i) {
      const begin = this.at;
      items.push(this.item(depth));
      if (depth === 1) this.spans.push([begin, this.at]);
    }
    return items;
  }

  private map(count: number, depth: number): Map<bigint | string, Item> {
    if (depth > depthMax) throw new Malformed("too deep");
    const map = new Map<bigint | string, Item>();
    let last: Buffer | undefined;
    for (let i = 0; i < count; ++i) {
      const begin = this.at;
      const key = this.item(depth);
      if (typeof key !== "bigint" && typeof key !== "string") throw new Malformed("a key of another kind");
      const spelt = this.bytes.subarray(begin, this.at);
      if (last && Buffer.compare(last, spelt) >= 0) throw new Malformed("keys out of order");
      last = spelt;
      map.set(key, this.item(depth));
    }
    return map;
  }
}

function text(raw: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw new Malformed("text that is not UTF-8");
  }
}

export function read(bytes: Buffer): Item {
  return new Reader(bytes).whole();
}

// An array, and where each of its items begins and ends in the bytes.
export function readWithSpans(bytes: Buffer): { items: Item[]; spans: [number, number][] } {
  const reader = new Reader(bytes);
  return { items: list(reader.whole()), spans: reader.spans };
}

export function list(item: Item | undefined, count?: number): Item[] {
  if (!Array.isArray(item) || (count !== undefined && item.length !== count)) throw new Malformed("another array");
  return item;
}
export function bytes(item: Item | undefined, size?: number): Buffer {
  if (!Buffer.isBuffer(item) || (size !== undefined && item.length !== size)) throw new Malformed("other bytes");
  return item;
}
export function uint(item: Item | undefined): number {
  if (typeof item !== "bigint" || item < 0n || item > BigInt(Number.MAX_SAFE_INTEGER))
    throw new Malformed("another number");
  return Number(item);
}
export function word(item: Item | undefined): string {
  if (typeof item !== "string") throw new Malformed("no text");
  return item;
}
export function fields(item: Item | undefined): Map<bigint | string, Item> {
  if (!(item instanceof Map)) throw new Malformed("no map");
  return item;
}

function head(major: number, value: bigint): Buffer {
  if (value < 24n) return Buffer.from([(major << 5) | Number(value)]);
  const size = value < 1n << 8n ? 1 : value < 1n << 16n ? 2 : value < 1n << 32n ? 4 : 8;
  const spelt = Buffer.from(value.toString(16).padStart(2 * size, "0"), "hex");
  return Buffer.concat([Buffer.from([(major << 5) | (24 + Math.log2(size))]), spelt]);
}

export type Written = bigint | number | Buffer | string | boolean | null | Written[] | Map<number | string, Written>;

export function write(item: Written): Buffer {
  if (item === null) return Buffer.from([0xf6]);
  if (typeof item === "boolean") return Buffer.from([item ? 0xf5 : 0xf4]);
  if (typeof item === "number" || typeof item === "bigint") {
    const value = BigInt(item);
    return value < 0n ? head(1, -1n - value) : head(0, value);
  }
  if (typeof item === "string") {
    const raw = Buffer.from(item, "utf8");
    return Buffer.concat([head(3, BigInt(raw.length)), raw]);
  }
  if (Buffer.isBuffer(item)) return Buffer.concat([head(2, BigInt(item.length)), item]);
  if (Array.isArray(item)) return Buffer.concat([head(4, BigInt(item.length)), ...item.map(write)]);
  const pairs = [...item].map(([key, value]) => [write(key), write(value)] as const);
  pairs.sort(([a], [b]) => Buffer.compare(a, b));
  return Buffer.concat([head(5, BigInt(pairs.length)), ...pairs.flat()]);
}
