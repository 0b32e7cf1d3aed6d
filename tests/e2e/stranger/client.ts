// SPDX-License-Identifier: EUPL-1.2
// Talks to a city over HTTP. Every answer is checked before anything is made of it.
import { gzipSync } from "node:zlib";

import { type Ballot, ballotsBody } from "./ballots.ts";
import { type Blob, blobBody, type BlobReceipt, readBlobReceipt } from "./blob.ts";
import * as cbor from "./cbor.ts";
import {
  type BallotReceipt,
  type CityKeys,
  isSnapshotOf,
  joined,
  type PushReceipt,
  readBallotReceipt,
  readCityKeys,
  readPushReceipt,
} from "./city.ts";
import { sha256 } from "./cryptography.ts";
import { type Author, pushBody } from "./operations.ts";

export interface Change {
  kind: number;
  id: Buffer;
  seq: number;
  scope: string;
  version: number;
  payload: Buffer | null; // null: a tombstone
}
export interface Page {
  serverEpoch: Buffer;
  cursor: Buffer;
  hasMore: boolean;
  changes: Change[];
}

// A refusal: its status, and the code of its problem document.
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

async function refusal(answer: Response): Promise<Refused> {
  const type = answer.headers.get("content-type") ?? "";
  if (!type.startsWith("application/problem+json")) return new Refused(answer.status, `not a problem: ${type}`);
  const problem = (await answer.json()) as { code?: unknown };
  return new Refused(answer.status, typeof problem.code === "string" ? problem.code : "no code");
}

// `scopes` and `cursor`: what was asked; a page that answers something else would leave a gap.
export function readPage(bytes: Buffer, city: CityKeys, scopes: string[], after: Buffer = Buffer.alloc(0)): Page {
  const { items, spans } = cbor.readWithSpans(bytes);
  const [name, suite, id, epoch, answered, follows, cursor, hasMore, changes, checksum] = cbor.list(items, 10);
  if (name !== "qp1/page" || suite !== 1n || !cbor.bytes(id, 16).equals(city.city)) throw new cbor.Malformed("no page");
  if (typeof hasMore !== "boolean") throw new cbor.Malformed("no page");
  if (answered !== joined(scopes) || !cbor.bytes(follows).equals(after)) throw new Error("an answer to something else");
  const before = bytes.subarray(0, spans[9]?.[0]);
  if (!cbor.bytes(checksum, 32).equals(sha256(before))) throw new Error("another checksum");
  const list = cbor.list(changes);
  return {
    serverEpoch: cbor.bytes(epoch, 16),
    cursor: cbor.bytes(cursor),
    hasMore,
    changes: list.map((item) => {
      const [kind, entity, seq, scope, version, payload] = cbor.list(item, 6);
      return {
        kind: cbor.uint(kind),
        id: cbor.bytes(entity, 16),
        seq: cbor.uint(seq),
        scope: cbor.word(scope),
        version: cbor.uint(version),
        payload: payload === null ? null : cbor.bytes(payload),
      };
    }),
  };
}

export class Client {
  readonly url: string;
  readonly city: CityKeys;

  private constructor(url: string, city: CityKeys) {
    this.url = url;
    this.city = city;
  }

  // `trusted`: the city's id, as configured.
  static async meet(url: string, trusted?: Buffer): Promise<Client> {
    const answer = await fetch(`${url}/api/v1/city`);
    if (answer.status !== 200) throw await refusal(answer);
    return new Client(url, readCityKeys(Buffer.from(await answer.arrayBuffer()), trusted));
  }

  // Any body to any address: for what must be refused.
  async post(path: string, body: Buffer, headers: Record<string, string> = {}): Promise<Buffer> {
    const answer = await fetch(`${this.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/cbor", ...headers },
      body: new Uint8Array(body),
    });
    if (answer.status !== 200 && answer.status !== 409) throw await refusal(answer);
    return Buffer.from(await answer.arrayBuffer());
  }

  async push(batches: Buffer[]): Promise<PushReceipt> {
    return readPushReceipt(await this.post("/api/v1/push", pushBody(this.city, batches)), this.city);
  }
  async pushCompressed(batches: Buffer[]): Promise<PushReceipt> {
    const body = gzipSync(pushBody(this.city, batches));
    return readPushReceipt(await this.post("/api/v1/push", body, { "content-encoding": "gzip" }), this.city);
  }

  async vote(ballots: Ballot[], kiosk?: Buffer): Promise<BallotReceipt> {
    const answer = await this.post("/api/v1/ballots", ballotsBody(this.city, ballots, kiosk));
    return readBallotReceipt(answer, this.city);
  }

  async putPiece(author: Author, blob: Blob, offset: number, count: number): Promise<BlobReceipt> {
    const answer = await fetch(`${this.url}/api/v1/blob/${blob.hash.toString("hex")}`, {
      method: "PUT",
      headers: { "content-type": "application/cbor" },
      body: new Uint8Array(blobBody(this.city, author, blob, offset, count)),
    });
    if (answer.status !== 200) throw await refusal(answer);
    return readBlobReceipt(Buffer.from(await answer.arrayBuffer()), this.city);
  }

  async pull(scopes: string[], cursor?: Buffer): Promise<Page> {
    const at = cursor ? `&cursor=${cursor.toString("base64url")}` : "";
    const answer = await fetch(`${this.url}/api/v1/pull?scope=${scopes.join(",")}${at}`);
    if (answer.status !== 200) throw await refusal(answer);
    return readPage(Buffer.from(await answer.arrayBuffer()), this.city, scopes, cursor);
  }

  // Fetches in pieces of that many bytes, as one would after interruptions, and checks the whole.
  async snapshot(scopes: string[], pieceBytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let size = Number.POSITIVE_INFINITY;
    let etag = "";
    let headers = new Headers();
    for (let at = 0; at < size; at += pieceBytes) {
      const answer = await fetch(`${this.url}/api/v1/snapshot?scope=${scopes.join(",")}`, {
        headers: { range: `bytes=${at}-${at + pieceBytes - 1}`, ...(etag ? { "if-range": etag } : {}) },
      });
      if (answer.status !== 206) throw await refusal(answer);
      headers = answer.headers;
      etag = headers.get("etag") ?? "";
      size = Number(headers.get("content-range")?.split("/")[1]);
      pieces.push(Buffer.from(await answer.arrayBuffer()));
    }
    const file = Buffer.concat(pieces);
    const hash = Buffer.from(headers.get("quartierpuls-hash") ?? "", "hex");
    const keyId = Buffer.from(headers.get("quartierpuls-key") ?? "", "hex");
    const signature = Buffer.from(headers.get("quartierpuls-signature") ?? "", "base64url");
    if (!sha256(file).equals(hash) || !isSnapshotOf(this.city, scopes, hash, keyId, signature))
      throw new Error("a snapshot that the city did not sign");
    return file;
  }

  // The seq of each change that is announced, until `stop` is aborted.
  async *events(stop: AbortSignal): AsyncGenerator<number> {
    const answer = await fetch(`${this.url}/api/v1/events`, { signal: stop });
    if (answer.status !== 200 || !answer.body) throw await refusal(answer);
    let text = "";
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const data = /^event: change\ndata: (.*)$/m.exec(event)?.[1];
        if (data) yield (JSON.parse(data) as { seq: number }).seq;
      }
    }
  }
}
