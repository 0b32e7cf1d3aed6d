// SPDX-License-Identifier: EUPL-1.2
import { CoreFailure } from "../bridge/core";
import type { Message } from "../bridge/protocol";
import { useSession } from "../session";

// Sends what somebody pressed, and says what became of it.
export function useAct(): (message: Message, done: string) => Promise<boolean> {
  const { core, reader, announce, say } = useSession();
  return async (message, done) => {
    try {
      await core.send(message, reader);
      if (done) announce(done);
      return true;
    } catch (error) {
      announce((error instanceof CoreFailure && error.failure.view?.text) || say("phone.start_failed"));
      return false;
    }
  };
}
