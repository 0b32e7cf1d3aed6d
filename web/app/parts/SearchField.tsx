// SPDX-License-Identifier: EUPL-1.2
import { useId } from "preact/hooks";
import { Icon } from "./Icon";

interface Props {
  label: string;
  value: string;
  onSearch(text: string): void;
}

// Searches as one types: the core answers within milliseconds, so nothing is held back.
export function SearchField({ label, value, onSearch }: Props) {
  const id = useId();
  return (
    <form role="search" class="search" onSubmit={(event) => event.preventDefault()}>
      <label class="visually-hidden" for={id}>
        {label}
      </label>
      <Icon name="search" size={22} />
      <input
        id={id}
        type="search"
        value={value}
        placeholder={label}
        autocomplete="off"
        enterkeyhint="search"
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
    </form>
  );
}
