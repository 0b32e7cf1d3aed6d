// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from "preact/hooks";
import { CoreFailure } from "../bridge/core";
import type { Draft } from "../bridge/protocol";
import { IdeaForm } from "../parts/IdeaForm";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { useSending } from "../parts/SentForm";
import { useTyped } from "../parts/typed";
import { back } from "../router";
import { useSession, useView } from "../session";

// An own idea's text anew. What stands there comes from this device.
export function EditIdeaPage({ id }: { id: string }) {
  const { core, reader, say } = useSession();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    core.send({ kind: "read_draft_link", fragment: `O-${id}` }, reader).then(
      (found) => setDraft(found as Draft),
      (error) => setGone(error instanceof CoreFailure && error.failure.code === "malformed"),
    );
  }, [id]);
  usePageTitle(say("own_idea.edit"));
  if (isGone) return <Gone up="/meine" />;
  if (!draft) return <Loading />;
  return <Edit id={id} before={draft} />;
}

function Edit({ id, before }: { id: string; before: Draft }) {
  const { core, reader, say, announce } = useSession();
  const { value: draft, change, forget } = useTyped(`edit.${id}`, before);
  const leave = () => {
    forget();
    back("/meine");
  };
  const sending = useSending(async () => {
    await core.send({ kind: "edit_idea", id, ...draft }, reader);
    announce(say("own_idea.edit_saved"));
    leave();
  });
  const view = useView("idea_edit", { id, ...draft, is_pressed: sending.isPressed });
  if (!view) return <Loading />;
  return (
    <DetailPage title={view.title} up="/meine">
      <p class="lead">{view.lead}</p>
      <IdeaForm
        view={view}
        draft={draft}
        sending={sending}
        onChange={(changed) => change({ ...draft, ...changed })}
        onCancel={leave}
      />
    </DetailPage>
  );
}
