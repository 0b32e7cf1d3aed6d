// SPDX-License-Identifier: EUPL-1.2
// A city of its own, the wire before it that can be cut, and whatever a test brings there: all of it ends together.
import { CutProxy } from "./cut_proxy.ts";
import { startWorld, type World, type WorldOptions } from "./world.ts";

interface Guest {
  stop(): Promise<unknown>;
  forget?(): void;
}

export interface CutWorld extends World {
  wire: CutProxy;
  // A phone, a kiosk: it ends before the city does.
  bring<G extends Guest>(guest: G): G;
}

export async function startCutWorld(options: WorldOptions = {}): Promise<CutWorld> {
  const world = await startWorld(options);
  const wire = await CutProxy.start(world.city.port);
  const guests: Guest[] = [];
  return {
    ...world,
    wire,
    bring: (guest) => {
      guests.push(guest);
      return guest;
    },
    stop: async () => {
      for (const guest of guests) {
        await guest.stop().catch(() => undefined); // the test itself may have ended or killed it
        guest.forget?.();
      }
      await wire.stop();
      await world.stop();
    },
  };
}
