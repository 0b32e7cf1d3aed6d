// SPDX-License-Identifier: EUPL-1.2
// How feed, city server and kiosk are configured and started: the one place that knows their command
// lines and configuration files. Everything listens on this machine only.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

import { Program } from "./program.ts";

export const root = resolve(import.meta.dirname, "..");

export type Place = {
  build: string; // folder of a native build: build/dev, build/release
  folder: string; // databases, keys, configuration and logs
};

// The wanted port where nobody listens on it, else any free one.
export async function freePort(wanted = 0): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((done, failed) => {
      const probe = createServer();
      probe.once("error", failed);
      probe.listen(port, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => done(typeof address === "object" && address ? address.port : 0));
      });
    });
  return tryPort(wanted).catch(() => tryPort(0));
}

type Values = { [key: string]: unknown };
const isTable = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTables = (value: unknown): value is Values[] => Array.isArray(value) && value.length > 0 && value.every(isTable);

// A TOML file: plain values, tables as objects, arrays of tables as arrays of objects.
export function toml(values: Values, above = ""): string {
  const entries = Object.entries(values);
  const lines = entries
    .filter(([, value]) => !isTable(value) && !isTables(value) && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  for (const [key, value] of entries) {
    const name = above + key;
    if (isTable(value)) lines.push("", `[${name}]`, toml(value, `${name}.`).trimEnd());
    if (isTables(value)) for (const table of value) lines.push("", `[[${name}]]`, toml(table, `${name}.`).trimEnd());
  }
  return `${lines.join("\n").trimStart()}\n`;
}

function write(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const folders: Record<string, string> = {
  "quartierpuls-city": "sync/city",
  "quartierpuls-feed": "sync/feed",
  "quartierpuls-kiosk": "kiosk/launch",
};

export function program({ build }: Place, name: string): string {
  const file = join(build, folders[name] ?? "", name);
  if (!existsSync(file)) throw new Error(`${file} is not built`);
  return file;
}

const log = (place: Place, name: string) => join(place.folder, "logs", `${name}.log`);

export async function startFeed(place: Place, options: { port?: number; args?: string[] } = {}) {
  const command = [program(place, "quartierpuls-feed"), "--port", String(options.port ?? 0), ...(options.args ?? [])];
  const feed = new Program({ name: "demo feed", command, log: log(place, "feed") });
  return { program: feed, url: (await feed.ready("ready ")).replace(/\/+$/, "") };
}

export interface CityOptions {
  port?: number; // 0: any free one
  feeds?: string[]; // addresses of SensorThings endpoints, without /v1.1
  pollSeconds?: number;
  uba?: { folder: string; station: Values[] };
  demo?: boolean; // with the content of assets/demo
  map?: { file: string; attribution: string }; // outlines as GeoJSON
  app?: string; // the folder of the built phone app, where it is not web/dist
  more?: string; // appended to the configuration, as TOML
}

export interface City {
  program: Program;
  binary: string;
  config: string; // its configuration file
  data: string; // its databases
  url: string;
  port: number;
  key: string; // the genesis key, by which a kiosk knows its city
}

// Starts it on what an earlier one left in the same place, or anew.
export async function startCity(place: Place, options: CityOptions = {}): Promise<City> {
  const binary = program(place, "quartierpuls-city");
  const data = join(place.folder, "city");
  const values = {
    city: {
      name: "Bielefeld",
      data_dir: data,
      app_dir: options.app ?? join(root, "web/dist"),
      ...(options.map ? { map_file: options.map.file, map_attribution: options.map.attribution } : {}),
    },
    listen: { address: "127.0.0.1", port: options.port ?? 0 },
    polls: { publish_seconds: 5 }, // sooner than a city would, so that one sees it happen
    sensorthings: (options.feeds ?? []).map((url) => ({
      name: "Demo-Feed",
      url: `${url}/v1.1`,
      poll_seconds: options.pollSeconds ?? 10,
      history_days: 2,
    })),
    uba: options.uba ? [{ look_seconds: 1, ...options.uba }] : [],
  };
  const config = write(join(place.folder, "city.toml"), `${toml(values)}\n${options.more ?? ""}`);
  const server = new Program({
    name: "city server",
    command: [binary, "serve", "--config", config],
    log: log(place, "city"),
  });
  const url = await server.ready("ready ");
  const city: City = { program: server, binary, config, data, url, port: Number(new URL(url).port), key: "" };
  city.key = /^genesis ([0-9a-f]{64})$/m.exec(await cityCommand(city, ["keys"]))?.[1] ?? "";
  if (options.demo) await cityCommand(city, ["import", "--demo", join(root, "assets/demo")]);
  return city;
}

// `quartierpuls-city …` beside the running server; what it prints. Rejects where it ends with anything but 0.
export async function cityCommand(city: City, words: string[]): Promise<string> {
  const command = ["--config", city.config, ...words];
  const { stdout } = await promisify(execFile)(city.binary, command, { maxBuffer: 256 << 20 });
  return stdout;
}

export interface Relay {
  program: Program;
  url: string;
  port: number;
  config: string;
}

// A stand, enrolled by the city, that reaches it under `url`; on what an earlier one left in the same place.
// `port` 0: any free one.
export async function startRelay(place: Place, city: City, url = city.url, port = 0): Promise<Relay> {
  const folder = join(place.folder, "relay");
  const certificate = join(folder, "relay.cert");
  const values = {
    relay: { data_dir: folder, app_dir: join(root, "web/dist"), certificate },
    city: { url, key: city.key },
    listen: { address: "127.0.0.1", port },
  };
  const config = write(join(place.folder, "relay.toml"), toml(values));
  const relay = { ...city, config };
  const key = /^relay ([0-9a-f]{64})$/m.exec(await cityCommand(relay, ["relay", "--key"]))?.[1] ?? "";
  if (!existsSync(certificate)) await cityCommand(city, ["enroll", key, "--name", "Stand", "--out", certificate]);
  const program = new Program({
    name: "relay",
    command: [city.binary, "--config", config, "relay"],
    log: log(place, "relay"),
  });
  const address = await program.ready("ready ");
  return { program, url: address, port: Number(new URL(address).port), config };
}

// How much it carries, asked beside the running relay.
export function relayStatus(city: City, { config }: Relay): Promise<string> {
  return cityCommand({ ...city, config }, ["relay", "--status"]);
}

// What `quartierpuls-kiosk pin` makes of a PIN for kiosk.toml.
export function pinHash(place: Place, pin: string): string {
  const line = execFileSync(program(place, "quartierpuls-kiosk"), ["pin"], { input: `${pin}\n`, encoding: "utf8" });
  return /"(.+)"/.exec(line)?.[1] ?? "";
}

export interface KioskOptions {
  name?: string; // of its configuration, log and data folder: the same name finds the same data again
  url?: string; // the city's address, or that of a proxy before it; none: a kiosk without a network
  phoneUrl?: string; // where its QR codes lead; none: to `url`
  key: string;
  pinHash?: string; // of the team's screen
  stick?: { folder: string; isMounted: boolean }; // where its USB sticks show up
  quarter?: string;
  holds?: "quarter" | "everything";
  place?: string;
  width?: number;
  height?: number;
  idleSeconds?: number;
  scripted?: boolean; // lines on standard input steer it
  isShown?: boolean; // in a window, on a machine with a display
  environment?: Record<string, string>;
}

export function startKiosk(place: Place, options: KioskOptions): Program {
  const name = options.name ?? "kiosk";
  const values = {
    quarter: options.quarter ?? "stieghorst",
    holds: options.holds ?? "everything",
    place: options.place ?? "Quartierszentrum am Markt",
    language: "de",
    data: join(place.folder, name),
    idle_seconds: options.idleSeconds ?? 120,
    city: {
      ...(options.url ? { url: options.url } : {}),
      ...(options.phoneUrl ? { phone_url: options.phoneUrl } : {}),
      key: options.key,
    },
    screen: { width: options.width ?? 1080, height: options.height ?? 1920 },
    ...(options.pinHash ? { staff: { pin_hash: options.pinHash } } : {}),
    ...(options.stick ? { usb: { folder: options.stick.folder, must_be_mounted: options.stick.isMounted } } : {}),
  };
  const file = write(join(place.folder, `${name}.toml`), toml(values));
  const cache = join(place.folder, `${name}-cache`);
  mkdirSync(cache, { recursive: true });
  return new Program({
    name,
    command: [program(place, "quartierpuls-kiosk"), "--config", file, ...(options.scripted ? ["--script", "-"] : [])],
    log: log(place, name),
    isScripted: options.scripted ?? false,
    environment: { CACHE_DIRECTORY: cache, ...(options.isShown ? {} : { SDL_VIDEODRIVER: "offscreen" }), ...options.environment },
  });
}
