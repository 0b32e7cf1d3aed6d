// SPDX-License-Identifier: EUPL-1.2
// HTTPS in front of a city server, with a certificate made for this run: what a relay with a certificate
// looks like to a phone.
import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server } from "node:tls";

interface Certificate {
  key: string;
  cert: string;
}

function makeCertificate(host: string): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "quartierpuls-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  try {
    const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${host}`;
    execFileSync(
      "openssl",
      [...words.split(" "), "-addext", `subjectAltName=DNS:${host}`, "-keyout", key, "-out", cert],
      { stdio: "pipe" },
    );
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export class TlsProxy {
  readonly url: string;
  readonly port: number;
  readonly #host: string;
  readonly #server: Server;
  readonly #open: Set<Socket>;
  readonly #cert: string;

  private constructor(server: Server, open: Set<Socket>, host: string, port: number, cert: string) {
    this.#server = server;
    this.#open = open;
    this.#host = host;
    this.#cert = cert;
    this.port = port;
    this.url = `https://${host}:${port}`;
  }

  // In front of 127.0.0.1:`target`.
  static start(host: string, target: number): Promise<TlsProxy> {
    const { key, cert } = makeCertificate(host);
    const open = new Set<Socket>();
    const server = createServer({ key, cert, ALPNProtocols: ["http/1.1"] }, (phone) => {
      const city = connect(target, "127.0.0.1");
      const end = () => {
        phone.destroy();
        city.destroy();
      };
      for (const socket of [phone, city]) {
        open.add(socket);
        socket.on("error", end).on("close", () => {
          open.delete(socket);
          end();
        });
      }
      phone.pipe(city).pipe(phone);
    });
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(new TlsProxy(server, open, host, address.port, cert));
      });
    });
  }

  // By which a browser finds this host, and takes this one certificate as if it were installed.
  browserArguments(): string[] {
    const key = new X509Certificate(this.#cert).publicKey.export({ type: "spki", format: "der" });
    return [
      `--host-resolver-rules=MAP ${this.#host} 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${createHash("sha256").update(key).digest("base64")}`,
    ];
  }

  stop(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
