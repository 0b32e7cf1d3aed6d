// SPDX-License-Identifier: EUPL-1.2
import { useId } from "preact/hooks";
import type { Choice } from "../generated/views";
import { Icon } from "./Icon";

interface Props {
  label: string;
  choices: Choice[];
  onChoose(id: string): void;
}

// A few choices beside each other; one is on.
export function Chips({ label, choices, onChoose }: Props) {
  if (choices.length === 0) return null;
  return (
    <div class="chips" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.id}
          type="button"
          class={`chip${choice.tone ? ` chip--${choice.tone}` : ""}`}
          aria-pressed={choice.is_on}
          onClick={() => onChoose(choice.id)}
        >
          {choice.is_on && <Icon name="check" size={18} />}
          {choice.label}
        </button>
      ))}
    </div>
  );
}

// Many choices: the phone's own picker.
export function Select({ label, choices, onChoose }: Props) {
  const id = useId();
  if (choices.length === 0) return null;
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
      </label>
      <span class="select">
        <select id={id} onChange={(event) => onChoose(event.currentTarget.value)}>
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id} selected={choice.is_on}>
              {choice.label}
            </option>
          ))}
        </select>
        <Icon name="forward" size={20} />
      </span>
    </div>
  );
}

interface OptionsProps {
  id: string;
  title: string;
  icon: string;
  choices: Choice[];
  fault?: string; // what is wrong with the choice
  areLanguages?: boolean; // by their codes: each stands in its own words
  onChoose(id: string): void;
}

// A few choices under each other, each with words of its own; one is on, or none yet.
export function Options({ id, title, icon, choices, fault = "", areLanguages = false, onChoose }: OptionsProps) {
  return (
    <fieldset
      class={`card options options--${id}`}
      data-id={`options-${id}`}
      aria-describedby={fault ? `${id}-fault` : undefined}
    >
      <legend>
        <Icon name={icon} size={24} />
        {title}
      </legend>
      {fault && (
        <p class="field__fault options__fault" id={`${id}-fault`}>
          <Icon name="warning" size={18} />
          {fault}
        </p>
      )}
      {choices.map((choice) => (
        <label key={choice.id} class="option">
          <input
            type="radio"
            name={id}
            value={choice.id}
            checked={choice.is_on}
            onChange={() => onChoose(choice.id)}
          />
          <span class={`option__label option__label--${choice.id}`} lang={areLanguages ? choice.id : undefined}>
            {choice.label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
