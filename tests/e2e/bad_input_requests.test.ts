// SPDX-License-Identifier: EUPL-1.2
// What strangers send: malformed, oversized, slow, too much at once. Each gets a clear answer or is cut in
// time, and healthy requests go on all the while.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import { type City, type Place, startCity, toml } from "../../house/city_and_devices.ts";
import { Program } from "../../house/program.ts";
import { forget, newPlace } from "./bare_city.ts";
import { eventually } from "./eventually.ts";

const connectionsMax = 12;
let place: Place;
let city: City;

before(async () => {
  place = newPlace();
  // The limits of the running city, made small enough to be met within a test.
  city = await startCity(place, { port: 0 });
  await city.program.stop();
  const listen = {
    listen: {
      address: "127.0.0.1",
      port: city.port,
      connections_max: connectionsMax,
      event_streams_max: 3,
      header_seconds_max: 2,
      body_seconds_max: 2,
      idle_seconds_max: 2,
    },
  };
  city = await startCityWith(toml(listen));
});

afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});

after(async () => {
  await city?.program.stop();
  forget(place);
});

// The configuration that startCity writes has a [listen] of its own.
async function startCityWith(listen: string): Promise<City> {
  const text = readFileSync(city.config, "utf8").replace(/\[listen\]\n(?:[a-z_]+ = .*\n)*/, listen);
  const config = join(place.folder, "small.toml");
  writeFileSync(config, text);
  const command = [city.binary, "serve", "--config", config];
  const server = new Program({ name: "small city", command, log: join(place.folder, "logs/small.log") });
  return { ...city, config, program: server, url: await server.ready("ready ") };
}

const open: Socket[] = [];

interface Talk {
  socket: Socket;
  said(): string;
  hasEnded(): boolean;
}

// A connection that says `bytes` at once and listens.
function talk(bytes: string | Buffer): Promise<Talk> {
  return new Promise((done, failed) => {
    let said = "";
    let hasEnded = false;
    const socket = connect(city.port, "127.0.0.1");
    open.push(socket);
    socket.on("data", (data) => {
      said += data.toString("latin1");
    });
    socket.on("close", () => {
      hasEnded = true;
    });
    socket.on("error", () => {
      hasEnded = true;
    });
    socket.once("error", failed);
    socket.once("connect", () => {
      socket.write(bytes);
      done({ socket, said: () => said, hasEnded: () => hasEnded });
    });
  });
}

const isHealthy = async () => assert.equal((await fetch(`${city.url}/health`)).status, 200);

test("what is no request, or none that the city knows, gets a 4xx with a problem in JSON", async () => {
  for (const [bytes, status] of [
    ["GARBAGE\r\n\r\n", 400],
    ["\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400],
    ["GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400],
    ["POST /api/v1/push HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", 400],
    [`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`, 431],
    ["PATCH / HTTP/1.1\r\nHost: a\r\n\r\n", 405],
  ] as const) {
    const { said, socket } = await talk(bytes);
    await eventually(`an answer to ${bytes.slice(0, 40)}`, () => said().includes("\r\n\r\n"));
    const answered = Number(/^HTTP\/1\.[01] (\d{3})/.exec(said())?.[1]);
    assert.ok(answered >= 400 && answered < 500, `${bytes.slice(0, 40)}: ${answered}`);
    assert.equal(answered, status, bytes.slice(0, 40));
    assert.match(said(), /application\/problem\+json/i);
    socket.destroy();
    await isHealthy();
  }
});

test("paths that lead out of the app's folder, and bodies that are no push, are refused", async () => {
  for (const path of ["/../city.toml", "/assets/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/a%00b"]) {
    const { said } = await talk(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    await eventually(`an answer to ${path}`, () => said().includes("\r\n\r\n"));
    assert.match(said(), /^HTTP\/1\.1 4\d\d/, path);
    assert.doesNotMatch(said(), /root:|data_dir/);
  }
  for (const [path, body] of [
    ["/api/v1/push", "no push"],
    ["/api/v1/push", ""],
    ["/api/v1/ballots", new Uint8Array(300).fill(0xff)],
    ["/api/v1/pull?cursor=%FF%FF&scopes=../x", undefined],
  ] as const) {
    const answer = await fetch(
      city.url + path,
      body === undefined ? {} : { method: "POST", body, headers: { "Content-Type": "application/cbor" } },
    );
    assert.ok(answer.status >= 400 && answer.status < 500, `${path}: ${answer.status}`);
    assert.match(answer.headers.get("content-type") ?? "", /problem\+json/);
    assert.equal(((await answer.json()) as { status: number }).status, answer.status);
  }
  await isHealthy();
});

test("a body that is too large is refused before it is read, and a small one that unpacks to a huge one too", async () => {
  const { said, socket } = await talk("POST /api/v1/push HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n");
  await eventually("413", () => /^HTTP\/1\.1 413/.test(said()));
  socket.destroy();
  // Not at one go: this process would not notice that the city ends a connection that rests, and would use it.
  const bomb = await promisify(gzip)(Buffer.alloc(200_000_000));
  const answer = await fetch(`${city.url}/api/v1/push`, {
    method: "POST",
    body: bomb,
    headers: { "Content-Encoding": "gzip", "Content-Type": "application/cbor" },
  });
  assert.equal(answer.status, 413);
  await isHealthy();
});

test("a request that comes too slowly is cut in time, in its head and in its body, while others are served", async () => {
  const slow = [
    await talk("GET /health HTT"),
    await talk("POST /api/v1/push HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc"),
    await talk(""),
  ];
  // A byte now and then buys no more time.
  const drip = setInterval(() => {
    for (const { socket, hasEnded } of slow.slice(0, 2)) if (!hasEnded()) socket.write("x");
  }, 200);
  try {
    const begin = Date.now();
    while (!slow.every(({ hasEnded }) => hasEnded()) && Date.now() - begin < 12_000) await isHealthy();
    assert.ok(slow.every(({ hasEnded }) => hasEnded()), "all of them are closed");
  } finally {
    clearInterval(drip);
  }
  for (const { said } of slow.slice(0, 2)) assert.match(said(), /^(?:HTTP\/1\.1 408|$)/);
});

test("connections beyond the limit get 503 at once, and places that become free are given again", async () => {
  const held = await Promise.all(Array.from({ length: connectionsMax }, () => talk("GET /")));
  await eventually("the next one is told", async () => {
    const { said, socket } = await talk("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
    await eventually("an answer", () => said().includes("\r\n"), 3000);
    socket.destroy();
    return /^HTTP\/1\.1 503/.test(said());
  });
  for (const { socket } of held) socket.destroy();
  await eventually("healthy again", async () => (await fetch(`${city.url}/health`)).status === 200);
});

test("event streams have a limit of their own and leave room for everything else", async () => {
  const streams = [];
  for (let i = 0; i < 3; i += 1) {
    const stream = await talk("GET /api/v1/events HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n");
    await eventually("a stream", () => stream.said().includes("text/event-stream"));
    streams.push(stream);
  }
  const answer = await fetch(`${city.url}/api/v1/events`);
  assert.equal(answer.status, 503);
  await answer.body?.cancel();
  await isHealthy();
  assert.ok(streams.every(({ hasEnded }) => !hasEnded()));
});

test("after all of it the city is the same process, and ends when it is asked to", async () => {
  assert.ok(!city.program.hasEnded);
  assert.ok(await city.program.stop());
  assert.equal(city.program.exitCode, 0);
});
