// SPDX-License-Identifier: EUPL-1.2
import type { OwnIdeaRow } from "../generated/views";
import { Delivery } from "./Delivery";
import { Link } from "./Link";
import { Written } from "./Written";

interface Press {
  label: string;
  press(): void;
}

interface Props {
  row: OwnIdeaRow;
  isTop?: boolean; // it stands under no heading but the page's
  hasLargeCode: boolean; // it is to be noted before one leaves
  edit?: string; // the word for it, where it can be
  withdraw?: Press; // where it can be
  letGo?: Press; // where it is followed
}

// What stands in the card of somebody's own idea: where it is, and what became of it.
export function OwnIdeaCard({ row, isTop = true, hasLargeCode, edit, withdraw, letGo }: Props) {
  const Heading = isTop ? "h2" : "h3";
  const canEdit = edit && row.edit_to;
  const canWithdraw = withdraw && row.withdraw_spoken;
  return (
    <>
      <Heading class="card__title">
        {row.is_public ? (
          <Link to={`/ideen/${row.id}`} class="card__link">
            <Written text={row.title} />
          </Link>
        ) : (
          <Written text={row.title} />
        )}
      </Heading>
      <Delivery tone={row.tone} words={row.delivery} />
      {row.status && <p>{row.status}</p>}
      {row.receipt_code && (
        <p>
          <code class={hasLargeCode ? "receipt__code" : "code"}>{row.receipt_code}</code>
        </p>
      )}
      {(canEdit || canWithdraw) && (
        <div class="actions">
          {canEdit && (
            <Link to={row.edit_to} class="button button--quiet" aria-label={row.edit_spoken}>
              {edit}
            </Link>
          )}
          {canWithdraw && (
            <button type="button" class="button button--quiet" aria-label={row.withdraw_spoken} data-id="withdraw" onClick={withdraw.press}>
              {withdraw.label}
            </button>
          )}
        </div>
      )}
      {letGo && row.let_go_spoken && (
        <button type="button" class="button button--quiet" aria-label={row.let_go_spoken} data-id="let-go" onClick={letGo.press}>
          {letGo.label}
        </button>
      )}
    </>
  );
}
