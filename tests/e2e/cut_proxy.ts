// SPDX-License-Identifier: EUPL-1.2
// A wire between a device and the city that a test can cut: connections end, and new ones are refused
// at once, as without a network. It can also lose what the city answers.
import { createServer, type Server, type Socket, connect } from "node:net";

export class CutProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #target: number;
  readonly #open = new Set<Socket>();
  #isCut = false;
  #losesAnswers = false;

  private constructor(server: Server, port: number, target: number) {
    this.#server = server;
    this.port = port;
    this.#target = target;
    server.on("connection", (device) => this.#carry(device));
  }

  // In front of 127.0.0.1:`target`.
  static start(target: number): Promise<CutProxy> {
    const server = createServer();
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(new CutProxy(server, address.port, target));
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#open) socket.destroy();
  }

  heal(): void {
    this.#isCut = false;
    this.#losesAnswers = false;
  }

  // Requests reach the city, and nothing comes back.
  loseAnswers(): void {
    this.#losesAnswers = true;
  }

  stop(): Promise<void> {
    this.cut();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #carry(device: Socket): void {
    if (this.#isCut) {
      device.destroy();
      return;
    }
    const city = connect(this.#target, "127.0.0.1");
    for (const socket of [device, city]) {
      this.#open.add(socket);
      socket.on("close", () => this.#open.delete(socket));
    }
    const end = () => {
      device.destroy();
      city.destroy();
    };
    device.on("error", end).on("close", end);
    city.on("error", end).on("close", end);
    device.on("data", (bytes) => city.write(bytes));
    city.on("data", (bytes) => {
      if (this.#losesAnswers) end();
      else device.write(bytes);
    });
  }
}
