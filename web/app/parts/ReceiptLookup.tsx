// SPDX-License-Identifier: EUPL-1.2
import { useId } from "preact/hooks";
import type { ReceiptLookup as View } from "../generated/views";
import { useDevice } from "../session";
import { useAct } from "./act";
import { Icon } from "./Icon";
import { OwnIdeaCard } from "./OwnIdeaCard";

interface Props {
  view: View;
  code: string;
  onCode(code: string): void;
  onPress(): void; // that is all of it
}

// A browser that keeps nothing is offered no keeping.
function Follow({ view }: { view: View }) {
  const { keeping } = useDevice();
  const act = useAct();
  if (view.is_followed)
    return (
      <p class="card__meta" data-id="is-followed">
        {view.is_followed}
      </p>
    );
  if (!view.follow || keeping === "memory") return null;
  const follow = () => void act({ kind: "follow_receipt", code: view.code }, view.has_followed);
  return (
    <>
      <p>{view.follow_hint}</p>
      <button type="button" class="button button--primary" data-id="follow" onClick={follow}>
        <Icon name="receipt" size={22} />
        {view.follow}
      </button>
    </>
  );
}

// Looked up as soon as the last letter stands there; the code stays on this device.
export function ReceiptLookup({ view, code, onCode, onPress }: Props) {
  const id = useId();
  const submit = (event: Event) => {
    event.preventDefault();
    onPress();
  };
  return (
    <section class="card stack" aria-labelledby={`${id}-title`} data-id="lookup">
      <h2 class="card__title" id={`${id}-title`}>{view.title}</h2>
      <p>{view.lead}</p>
      <form class="field" onSubmit={submit}>
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
          <div key={row.id} class="found" data-id={`found-${row.id}`}>
            <OwnIdeaCard row={row} isTop={false} hasLargeCode={false} />
          </div>
        ))}
      </div>
      <Follow view={view} />
    </section>
  );
}
