// SPDX-License-Identifier: EUPL-1.2
// Why nothing was saved: something in what was written, or the device. Who shows it says it (SentForm.tsx).
import type { SaveFailedView } from "../generated/views";
import { Icon } from "./Icon";

export function Failed({ view }: { view: SaveFailedView }) {
  return (
    <div class="note note--danger">
      <Icon name="warning" size={24} />
      <span>
        <strong>{view.title}</strong>
        <br />
        {view.text}
      </span>
    </div>
  );
}

export function Faults({ faults }: { faults: string[] }) {
  if (faults.length === 0) return null;
  return (
    <div class="note note--danger">
      <Icon name="warning" size={24} />
      <ul>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </div>
  );
}
