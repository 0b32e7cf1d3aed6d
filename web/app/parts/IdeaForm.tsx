// SPDX-License-Identifier: EUPL-1.2
// The fields of an idea, for a new one and for an own one that is changed.
import type { Draft } from "../bridge/protocol";
import type { IdeaFormView } from "../generated/views";
import { Chips, Select } from "./Choices";
import { Icon } from "./Icon";
import { PlaceField } from "./PlaceField";
import { type Sending, SentForm } from "./SentForm";
import { SimilarIdeas } from "./SimilarIdeas";

interface FieldsProps {
  view: IdeaFormView;
  draft: Draft;
  onChange(change: Partial<Draft>): void;
}

function Fields({ view, draft, onChange }: FieldsProps) {
  const hasTitleFault = view.title_fault !== "";
  return (
    <>
      <div class={`field${hasTitleFault ? " field--fault" : ""}`}>
        <label class="field__label" for="idea-title">
          {view.title_label}
        </label>
        <p class="field__hint" id="idea-title-hint">
          {view.title_hint}
        </p>
        {hasTitleFault && (
          <p class="field__fault" id="idea-title-fault">
            <Icon name="warning" size={18} />
            {view.title_fault}
          </p>
        )}
        <input
          id="idea-title"
          data-id="idea-title"
          type="text"
          value={draft.title}
          autocomplete="off"
          autocapitalize="sentences"
          aria-describedby={hasTitleFault ? "idea-title-fault idea-title-hint" : "idea-title-hint"}
          aria-invalid={hasTitleFault}
          onInput={(event) => onChange({ title: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label class="field__label" for="idea-text">
          {view.text_label}
        </label>
        <p class="field__hint" id="idea-text-hint">
          {view.text_hint}
        </p>
        <textarea
          id="idea-text"
          data-id="idea-text"
          rows={6}
          value={draft.text}
          autocapitalize="sentences"
          aria-describedby="idea-text-hint idea-text-count"
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
        <p class="field__hint" id="idea-text-count">
          {view.text_count}
        </p>
      </div>
      <Select label={view.quarter_label} choices={view.quarters} onChoose={(in_quarter) => onChange({ in_quarter })} />
      <PlaceField field={view.place} onPlace={(place) => onChange({ place })} />
      <p class="field__label" aria-hidden="true">
        {view.theme_label}
      </p>
      <Chips label={view.theme_label} choices={view.themes} onChoose={(theme) => onChange({ theme })} />
    </>
  );
}

interface Props extends FieldsProps {
  sending: Sending;
  onCancel(): void;
}

// Similar ideas come and go while somebody writes: below the buttons, so that none moves away under a finger.
export function IdeaForm({ view, draft, sending, onChange, onCancel }: Props) {
  return (
    <>
      <SentForm
        id="idea"
        sending={sending}
        faults={view.faults}
        submit={view.submit}
        privacy={view.privacy}
        cancel={view.cancel}
        onCancel={onCancel}
      >
        <Fields view={view} draft={draft} onChange={onChange} />
      </SentForm>
      <SimilarIdeas title={view.similar_title} rows={view.similar} isLive />
    </>
  );
}
