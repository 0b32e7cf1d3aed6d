// SPDX-License-Identifier: EUPL-1.2
import { Icon } from "../parts/Icon";
import { Link } from "../parts/Link";
import { DetailPage, Loading, usePageTitle } from "../parts/Page";
import { useSession, useView } from "../session";

const marks: Record<string, string> = { success: "check", warning: "clock", danger: "refused" };

export function OwnIdeasPage() {
  const { say } = useSession();
  const view = useView("own_ideas");
  usePageTitle(view?.title ?? "");
  if (!view) return <Loading />;
  return (
    <DetailPage title={view.title} up="/ideen">
      <p class="lead">{view.lead}</p>
      {view.codes_note && (
        <p class="note" data-id="codes-note">
          <Icon name="receipt" size={22} />
          <span>{view.codes_note}</span>
        </p>
      )}
      {view.rows.length === 0 && <p class="note">{view.empty}</p>}
      <ul class="stack">
        {view.rows.map((row) => (
          <li key={row.id} class="card" data-id={`own-${row.id}`}>
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
                <code class={view.codes_note ? "receipt__code" : "code"}>{row.receipt_code}</code>
              </p>
            )}
          </li>
        ))}
      </ul>
      <p>
        <Link to="/ideen/neu" class="button button--primary">
          <Icon name="plus" size={22} />
          {say("phone.write_idea")}
        </Link>
      </p>
    </DetailPage>
  );
}
