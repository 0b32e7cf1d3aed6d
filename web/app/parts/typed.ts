// SPDX-License-Identifier: EUPL-1.2
// What stands in a form and is not saved yet: it outlasts a page that is loaded anew (a new version, a browser short of
// memory) and is gone with the tab. An idea, which somebody may go on writing days later, is a draft of the core's.
import { useState } from "preact/hooks";
import { forget, store, storedValue } from "../bridge/page_storage";

const where = "sessionStorage";

export interface Typed<T> {
  value: T;
  change(next: T): void;
  forget(): void; // it is saved, or not wanted any more
}

// `form`: its name and what it is about. `fresh`: what stands in it where nobody has typed.
export function useTyped<T>(form: string, fresh: T): Typed<T> {
  const key = `quartierpuls.typed.${form}`;
  const [value, setValue] = useState<T>(() => (storedValue(key, where) as T | null) ?? fresh);
  return {
    value,
    change: (next) => {
      setValue(next);
      store(key, JSON.stringify(next), where);
    },
    forget: () => {
      setValue(fresh);
      forget(key, where);
    },
  };
}
