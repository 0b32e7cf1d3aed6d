// SPDX-License-Identifier: EUPL-1.2
import type { OwnIdeaRow } from "../generated/views";
import { Icon } from "./Icon";
import { Link } from "./Link";

const marks: Record<string, string> = { success: "check", warning: "clock", danger: "refused" };

interface Props {
  row: OwnIdeaRow;
  hasLargeCode: boolean; // it is to be noted before one leaves
  withdraw?: { label: string; press(): void }; // where it can be
}

// What stands in the card of somebody's own idea: where it is, and what became of it.
export function OwnIdeaCard({ row, hasLargeCode, withdraw }: Props) {
  return (
    <>
      <h2 class="card__title">
        {row.is_public ? (
          <Link to={`/ideen/${row.id}`} class="card__link">
            {row.title}
          </Link>
        ) : (
          row.title
        )}
      </h2>
      <p class={`delivery delivery--${row.tone}`}>
        <Icon name={marks[row.tone] ?? "saved"} size={20} />
        <span>{row.delivery}</span>
      </p>
      {row.status && <p>{row.status}</p>}
      {row.receipt_code && (
        <p>
          <code class={hasLargeCode ? "receipt__code" : "code"}>{row.receipt_code}</code>
        </p>
      )}
      {withdraw && row.withdraw_spoken && (
        <button type="button" class="button button--quiet" aria-label={row.withdraw_spoken} data-id="withdraw" onClick={withdraw.press}>
          {withdraw.label}
        </button>
      )}
    </>
  );
}
