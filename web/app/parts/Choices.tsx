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
