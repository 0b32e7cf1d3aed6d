// SPDX-License-Identifier: EUPL-1.2
import { useId, useRef } from "preact/hooks";
import type { Question } from "../generated/views";

// Asks once before what cannot be undone. `put` shows the question, about one thing of several where there are;
// `dialog` stands anywhere in the page.
export function useAsk(question: Question | undefined, onYes: (id: string) => void) {
  const dialog = useRef<HTMLDialogElement>(null);
  const about = useRef("");
  const id = useId();
  const close = () => dialog.current?.close();
  const yes = () => {
    close();
    onYes(about.current);
  };
  return {
    put: (id = "") => {
      about.current = id;
      dialog.current?.showModal();
    },
    dialog: question && (
      <dialog ref={dialog} class="dialog" aria-labelledby={`${id}-title`} aria-describedby={`${id}-text`}>
        <h2 id={`${id}-title`}>{question.title}</h2>
        <p id={`${id}-text`}>{question.text}</p>
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
