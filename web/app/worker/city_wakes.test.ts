// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { CityWakes } from "./city_wakes.ts";

// As a browser's: what happens in it is the test's to say.
class Stream extends EventTarget {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readyState = 0;
  close(): void {
    this.readyState = 2;
  }
  say(event: string): void {
    this.dispatchEvent(new Event(event));
  }
}

class City {
  streams: Stream[] = [];
  asked: string[] = [];
  seq = 7;
  wakes = 0;
  #news: (() => void)[] = [];

  start(longPollsMs = 60_000): void {
    new CityWakes(
      () => ++this.wakes,
      {
        openStream: () => {
          const stream = new Stream();
          this.streams.push(stream);
          return stream as unknown as EventSource;
        },
        ask: async (url) => {
          this.asked.push(url);
          if (url.endsWith(`known=${this.seq}`)) await new Promise<void>((resolve) => this.#news.push(resolve));
          return Response.json({ seq: this.seq });
        },
      },
      { firstWordMs: 20, longPollsMs, retryMs: 5 },
    ).start();
  }
  publish(): void {
    this.seq += 1;
    for (const resolve of this.#news.splice(0)) resolve();
  }
}

async function eventually(what: string, isSo: () => boolean, meanwhile: () => void = () => {}): Promise<void> {
  for (let i = 0; i < 1000 && !isSo(); ++i) {
    meanwhile();
    await sleep(5);
  }
  assert.ok(isSo(), what);
}

test("a stream that speaks is kept, and each change wakes", async () => {
  const city = new City();
  city.start();
  city.streams[0]!.readyState = 1;
  city.streams[0]!.say("change");
  await sleep(60);
  city.streams[0]!.say("change");
  assert.equal(city.wakes, 2);
  assert.equal(city.streams.length, 1);
  assert.deepEqual(city.asked, []);
});

test("a stream that says nothing is left for long polls, which wake as well", async () => {
  const city = new City();
  city.start();
  await eventually("a poll waits", () => city.asked.length === 2);
  assert.equal(city.streams[0]!.readyState, 2);
  assert.deepEqual(city.asked, ["/api/v1/wake", "/api/v1/wake?known=7"]);
  assert.equal(city.wakes, 1);
  city.publish();
  await eventually("the next one waits", () => city.asked.length === 3);
  assert.equal(city.wakes, 2);
  assert.equal(city.asked.at(-1), "/api/v1/wake?known=8");
});

test("without a network the stream goes on trying, and nothing is polled", async () => {
  const city = new City();
  city.start();
  for (let i = 0; i < 12; ++i) {
    city.streams[0]!.say("error");
    await sleep(5);
  }
  assert.equal(city.streams[0]!.readyState, 0);
  assert.deepEqual(city.asked, []);
});

test("after a while of long polls the stream is tried again", async () => {
  const city = new City();
  city.start(1);
  await eventually(
    "a second stream",
    () => city.streams.length >= 2,
    () => city.publish(),
  );
});
