// SPDX-License-Identifier: EUPL-1.2
// A form that is sent: what is wrong with it stands above it, and nobody presses twice.
import type { ComponentChildren, RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { CoreFailure } from "../bridge/core";
import type { SaveFailedView } from "../generated/views";
import { useSession } from "../session";
import { whyNot } from "./act";
import { Failed, Faults } from "./Faults";
import { Icon } from "./Icon";

export interface Sending {
  submit(event: Event): Promise<void>;
  isPressed: boolean; // and was refused: faults are named
  failure: SaveFailedView | null; // of the device, not of what was written
  summary: RefObject<HTMLDivElement | null>; // what was wrong: focused after a press
}

// `send` throws what the core says where it takes nothing.
export function useSending(send: () => Promise<void>): Sending {
  const { say } = useSession();
  const isBusy = useRef(false);
  const [isPressed, setPressed] = useState(false);
  const [failure, setFailure] = useState<SaveFailedView | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.current) return;
    isBusy.current = true;
    setFailure(null);
    try {
      await send();
      setPressed(false);
    } catch (error) {
      const { code, view } = error instanceof CoreFailure ? error.failure : { code: "", view: undefined };
      setPressed(true);
      if (code !== "bad_argument") setFailure(view ?? { title: whyNot(error, say), text: "", retry: "" });
      requestAnimationFrame(() => summary.current?.focus());
    } finally {
      isBusy.current = false;
    }
  };
  return { submit, isPressed, failure, summary };
}

interface Props {
  id: string; // its button is ID-submit
  sending: Sending;
  faults: string[];
  submit: string;
  privacy?: string;
  cancel?: string;
  onCancel?(): void;
  children: ComponentChildren;
}

export function SentForm({ id, sending, faults, submit, privacy, cancel, onCancel, children }: Props) {
  const button = (
    <button type="submit" class="button button--primary" data-id={`${id}-submit`}>
      <Icon name="send" size={22} />
      {submit}
    </button>
  );
  return (
    <>
      <div ref={sending.summary} tabIndex={-1}>
        {/* There before its text: a region that comes along with it is not always read out. */}
        <div class="said" role="alert">
          {sending.failure && <Failed view={sending.failure} />}
          <Faults faults={faults} />
        </div>
      </div>
      <form class="form" onSubmit={sending.submit} noValidate>
        {children}
        {privacy && (
          <p class="note">
            <Icon name="info" size={22} />
            <span>{privacy}</span>
          </p>
        )}
        {cancel ? (
          <div class="actions">
            <button type="button" class="button" onClick={onCancel}>
              {cancel}
            </button>
            {button}
          </div>
        ) : (
          button
        )}
      </form>
    </>
  );
}
