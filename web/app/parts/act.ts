// SPDX-License-Identifier: EUPL-1.2
import { CoreFailure } from "../bridge/core";
import type { Message } from "../bridge/protocol";
import { type Session, useSession } from "../session";

// What a reader is told where nothing came of what they pressed.
export function whyNot(error: unknown, say: Session["say"]): string {
  const { code, view } = error instanceof CoreFailure ? error.failure : { code: "", view: undefined };
  return view?.text || say(code === "too_new" ? "phone.database_newer" : "phone.start_failed");
}

// Sends what somebody pressed, and says what became of it.
export function useAct(): (message: Message, done: string) => Promise<boolean> {
  const { core, reader, announce, say } = useSession();
  return async (message, done) => {
    try {
      await core.send(message, reader);
      if (done) announce(done);
      return true;
    } catch (error) {
      announce(whyNot(error, say));
      return false;
    }
  };
}
