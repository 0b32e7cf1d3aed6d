// SPDX-License-Identifier: EUPL-1.2
// The scripts that the app starts by address. A browser with Trusted Types takes an address from a policy alone; this
// is the one that the city's Content-Security-Policy names (sync/city/site/security_headers.cpp).
import workerAddress from "../worker/main.ts?worker&url";

// Names the core that belongs to this page: another one has another worker, by its content's hash.
export const coreVersion: string = workerAddress;

const serviceWorkerAddress = "/sw.js";

interface Rules {
  createScriptURL(address: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: Rules): Rules;
}

const rules: Rules = {
  createScriptURL: (address) => {
    if (address !== workerAddress && address !== serviceWorkerAddress) throw new TypeError(`not ours: ${address}`);
    return address;
  },
};
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy("quartierpuls", rules) ?? rules;

export function startWorker(): Worker {
  return new Worker(policy.createScriptURL(workerAddress), { type: "module" });
}

export function registerServiceWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(policy.createScriptURL(serviceWorkerAddress));
}
