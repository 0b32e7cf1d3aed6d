// SPDX-License-Identifier: EUPL-1.2
import { useId } from "preact/hooks";
import type { ReceiptLookup as View } from "../generated/views";
import { Icon } from "./Icon";
import { OwnIdeaCard } from "./OwnIdeaCard";

interface Props {
  view: View;
  code: string;
  onCode(code: string): void;
}

// Looked up as soon as the last letter stands there; the code stays on this device.
export function ReceiptLookup({ view, code, onCode }: Props) {
  const id = useId();
  return (
    <section class="card stack" aria-labelledby={`${id}-title`} data-id="lookup">
      <h2 class="card__title" id={`${id}-title`}>{view.title}</h2>
      <p>{view.lead}</p>
      <form class="field" onSubmit={(event) => event.preventDefault()}>
        <label class="field__label" for={id}>
          {view.label}
        </label>
        <p class="field__hint" id={`${id}-hint`}>
          {view.hint}
        </p>
        <input
          id={id}
          type="text"
          class="code"
          value={code}
          maxlength={20}
          dir="ltr"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-describedby={`${id}-hint`}
          onInput={(event) => onCode(event.currentTarget.value)}
        />
      </form>
      <div role="status">
        {view.answer && (
          <p class="note" data-id="lookup-answer">
            <Icon name="info" size={22} />
            <span>{view.answer}</span>
          </p>
        )}
        {view.found.map((row) => (
          <div key={row.id} data-id={`found-${row.id}`}>
            <OwnIdeaCard row={row} hasLargeCode={false} />
          </div>
        ))}
      </div>
    </section>
  );
}
