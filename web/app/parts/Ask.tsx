// SPDX-License-Identifier: EUPL-1.2
import { useRef } from "preact/hooks";
import type { Question } from "../generated/views";

// Asks once before what cannot be undone. `put` shows the question; `dialog` stands anywhere in the page.
export function useAsk(question: Question | undefined, onYes: () => void) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  const yes = () => {
    close();
    onYes();
  };
  return {
    put: () => dialog.current?.showModal(),
    dialog: question && (
      <dialog ref={dialog} class="dialog" aria-label={question.title}>
        <h2>{question.title}</h2>
        <p>{question.text}</p>
        <div class="actions">
          <button type="button" class="button" onClick={close}>
            {question.no}
          </button>
          <button type="button" class="button button--danger" data-id="ask-yes" onClick={yes}>
            {question.yes}
          </button>
        </div>
      </dialog>
    ),
  };
}
