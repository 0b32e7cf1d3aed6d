// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from "preact/hooks";
import { useAct } from "../parts/act";
import { useAsk } from "../parts/Ask";
import { FollowedIdeas } from "../parts/FollowedIdeas";
import { Icon } from "../parts/Icon";
import { Link } from "../parts/Link";
import { OwnIdeaCard } from "../parts/OwnIdeaCard";
import { OwnActs } from "../parts/OwnActs";
import { OwnRefusals } from "../parts/OwnRefusals";
import { DetailPage, Loading, usePageTitle } from "../parts/Page";
import { ReceiptLookup } from "../parts/ReceiptLookup";
import type { Place } from "../router";
import { useSession, useView } from "../session";

const codeMax = 20;

export function OwnIdeasPage({ place }: { place: Place }) {
  const { say } = useSession();
  const [code, setCode] = useState("");
  const [isPressed, setPressed] = useState(false);
  const [isBrought, setBrought] = useState(false);
  useEffect(() => {
    if (!place.brought) return;
    setCode(place.brought.slice("R-".length, "R-".length + codeMax));
    setBrought(true);
  }, [place]);
  const view = useView("own_ideas", { code, is_pressed: isPressed });
  usePageTitle(view?.title ?? "");
  const act = useAct();
  const ask = useAsk(view?.withdraw_question, (id) =>
    void act({ kind: "withdraw_idea", id }, say("own_idea.withdraw_saved")));
  if (!view) return <Loading />;
  const onCode = (typed: string) => {
    setCode(typed);
    setPressed(false);
  };
  const lookup = <ReceiptLookup view={view.lookup} code={code} onCode={onCode} onPress={() => setPressed(true)} />;
  return (
    <DetailPage title={view.title} up="/ideen">
      <p class="lead">{view.lead}</p>
      {view.codes_note && (
        <p class="note" data-id="codes-note">
          <Icon name="receipt" size={22} />
          <span>{view.codes_note}</span>
        </p>
      )}
      {isBrought && lookup}
      {view.refused.rows.length > 0 && <OwnRefusals view={view.refused} />}
      {view.empty && <p class="note">{view.empty}</p>}
      <ul class="stack">
        {view.rows.map((row) => (
          <li key={row.id} class="card" data-id={`own-${row.id}`}>
            <OwnIdeaCard
              row={row}
              hasLargeCode={view.codes_note !== ""}
              edit={view.edit}
              withdraw={{ label: view.withdraw, press: () => ask.put(row.id) }}
            />
          </li>
        ))}
      </ul>
      {view.followed.rows.length > 0 && <FollowedIdeas view={view.followed} />}
      <OwnActs view={view} />
      <p>
        <Link to="/ideen/neu" class="button button--primary">
          <Icon name="plus" size={22} />
          {say("phone.write_idea")}
        </Link>
      </p>
      {!isBrought && lookup}
      {ask.dialog}
    </DetailPage>
  );
}
