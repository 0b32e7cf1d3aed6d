// SPDX-License-Identifier: EUPL-1.2
// A SensorThings 1.1 service as a city's sensors have one, whose values and times a test decides. It can
// stop, start again on the same address, and answer with the web page that a broken proxy shows.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export interface Stream {
  property: string; // "Temperature"
  unit: string;
  intervalSeconds: number;
  values: { at: Date; value: number }[]; // none: nothing has been measured yet
}

export interface Thing {
  name: string;
  quarter: string;
  isDemo?: boolean;
  streams: Stream[];
}

const page = "<!doctype html><title>502</title><h1>502 Bad Gateway</h1><p>0 °C</p>";

export class SensorService {
  things: Thing[];
  answersHtml = false;
  brokenStream: string | undefined; // "1-1": this Datastream's answers are web pages
  asked = 0; // pages that were asked for
  #server: Server | undefined;
  #port = 0;

  private constructor(things: Thing[]) {
    this.things = things;
  }

  static async start(things: Thing[]): Promise<SensorService> {
    const service = new SensorService(things);
    await service.goOn();
    return service;
  }

  // The name that a city's configuration gives it is `name`.
  source(name: string): Record<string, string | number> {
    return { name, url: `http://127.0.0.1:${this.#port}/v1.1`, poll_seconds: 1, history_days: 2 };
  }

  async goOn(): Promise<void> {
    const server = createServer((request, response) => this.#answer(request, response));
    await new Promise<void>((done, failed) => {
      server.once("error", failed);
      server.listen(this.#port, "127.0.0.1", done);
    });
    const address = server.address();
    if (typeof address === "object" && address) this.#port = address.port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.asked += 1;
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const stream = /\/Datastreams\('?(\d+-\d+)'?\)\/Observations$/.exec(decodeURIComponent(url.pathname))?.[1];
    if (this.answersHtml || (stream && stream === this.brokenStream)) {
      response.writeHead(200, { "Content-Type": "text/html" }).end(page);
      return;
    }
    const value = stream
      ? this.#observations(stream, url.searchParams.get("$filter") ?? "")
      : this.things.map((thing, index) => describe(thing, index));
    response
      .writeHead(200, { "Content-Type": "application/json" })
      .end(JSON.stringify({ "@iot.count": value.length, value }));
  }

  #observations(id: string, filter: string): unknown[] {
    const [thing = 0, stream = 0] = id.split("-").map(Number);
    const after = Date.parse(/phenomenonTime gt (\S+)/.exec(filter)?.[1] ?? "1970-01-01T00:00:00Z");
    return (this.things[thing]?.streams[stream]?.values ?? [])
      .filter(({ at }) => at.getTime() > after)
      .map(({ at, value }, index) => ({ "@iot.id": index, phenomenonTime: at.toISOString(), result: value }));
  }
}

function describe(thing: Thing, index: number): unknown {
  return {
    "@iot.id": index + 1,
    name: thing.name,
    properties: { quarter: thing.quarter, ...(thing.isDemo ? { demo: true } : {}) },
    Locations: [],
    Datastreams: thing.streams.map((stream, number) => ({
      "@iot.id": `${index}-${number}`,
      name: stream.property,
      unitOfMeasurement: { symbol: stream.unit, name: stream.unit },
      properties: { interval_seconds: stream.intervalSeconds },
      ObservedProperty: { name: stream.property },
    })),
  };
}
