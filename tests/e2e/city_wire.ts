// SPDX-License-Identifier: EUPL-1.2
// An HTTP proxy between devices and the city that remembers what the city answered, and can play the
// captive portal of a public WLAN: then every request is answered 200 with a web page.
import { createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from "node:http";

const portal = "<!doctype html><title>WLAN</title><form>Bitte stimme den Bedingungen zu</form>";

export interface Refusal {
  path: string;
  status: number;
  type: string;
  body: string;
}

export class CityWire {
  isPortal = false;
  pagesShown = 0; // that the portal gave as answers to what devices send
  readonly refusals: Refusal[] = []; // the city's, from 400 on
  readonly #server: Server;
  readonly #target: number;
  url = "";

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => this.#carry(incoming, outgoing));
  }

  static start(target: number): Promise<CityWire> {
    const wire = new CityWire(target);
    return new Promise((done) => {
      wire.#server.listen(0, "127.0.0.1", () => {
        const address = wire.#server.address();
        wire.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
        done(wire);
      });
    });
  }

  // Streams that are open end, so that the portal is met at once.
  cut(): void {
    this.#server.closeAllConnections();
  }

  stop(): void {
    this.cut();
    this.#server.close();
  }

  #carry(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (this.isPortal) {
      if (incoming.method === "POST") this.pagesShown += 1;
      incoming.resume();
      outgoing.writeHead(200, { "Content-Type": "text/html" }).end(portal);
      return;
    }
    const { url: path, method, headers } = incoming;
    const onward = ask({ host: "127.0.0.1", port: this.#target, path, method, headers }, (answer) => {
      const status = answer.statusCode ?? 502;
      outgoing.writeHead(status, answer.headers);
      answer.on("error", () => outgoing.destroy());
      if (status >= 400) this.#remember(path ?? "", status, answer);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  }

  #remember(path: string, status: number, answer: IncomingMessage): void {
    const refusal = { path, status, type: answer.headers["content-type"] ?? "", body: "" };
    answer.on("data", (data: Buffer) => {
      refusal.body += data.toString();
    });
    answer.on("end", () => this.refusals.push(refusal));
  }
}
