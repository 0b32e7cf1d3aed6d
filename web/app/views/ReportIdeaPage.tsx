// SPDX-License-Identifier: EUPL-1.2
// What somebody finds wrong with an idea, for the editors: a reason, and words where they like.
import { useState } from "preact/hooks";
import type { Report } from "../bridge/protocol";
import type { IdeaReportedView, IdeaReportView } from "../generated/views";
import { Options } from "../parts/Choices";
import { Icon } from "../parts/Icon";
import { DetailPage, Gone, Loading, usePageTitle } from "../parts/Page";
import { SavedPage } from "../parts/SavedPage";
import { SentForm, useSending } from "../parts/SentForm";
import { useTyped } from "../parts/typed";
import { Written } from "../parts/Written";
import { back } from "../router";
import { useSession, useView } from "../session";

interface FieldsProps {
  view: IdeaReportView;
  report: Report;
  onChange(change: Partial<Report>): void;
}

function Fields({ view, report, onChange }: FieldsProps) {
  return (
    <>
      <Options
        id="report"
        title={view.reasons_label}
        icon="flag"
        choices={view.reasons}
        fault={view.reason_fault}
        onChoose={(reason) => onChange({ reason })}
      />
      <div class={`field${view.text_fault ? " field--fault" : ""}`}>
        <label class="field__label" for="report-text">
          {view.text_label}
        </label>
        <p class="field__hint" id="report-text-hint">
          {view.text_hint}
        </p>
        <textarea
          id="report-text"
          rows={4}
          value={report.text}
          autocapitalize="sentences"
          aria-describedby="report-text-hint report-text-count"
          aria-invalid={view.text_fault !== ""}
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
        <p class="field__hint" id="report-text-count">
          {view.text_count}
        </p>
      </div>
    </>
  );
}

export function ReportIdeaPage({ id }: { id: string }) {
  const { core, reader } = useSession();
  const idea = `/ideen/${id}`;
  const { value: report, change, forget } = useTyped<Report>(`report.${id}`, { reason: "", text: "" });
  const [saved, setSaved] = useState<IdeaReportedView | null>(null);
  const sending = useSending(async () => {
    setSaved((await core.send({ kind: "report_idea", id, ...report }, reader)) as IdeaReportedView);
    forget();
  });
  const view = useView("idea_report", { id, ...report, is_pressed: sending.isPressed });
  usePageTitle(view?.title ?? "");
  if (saved)
    return (
      <SavedPage id="report-saved" title={saved.title} text={saved.text}>
        <div class="actions">
          <button type="button" class="button button--primary" onClick={() => back(idea)}>
            {saved.done}
          </button>
        </div>
      </SavedPage>
    );
  if (view === undefined) return <Loading />;
  if (view === null) return <Gone up="/ideen" />;
  return (
    <DetailPage title={view.title} up={idea}>
      <p class="lead">
        <Written text={view.idea} />
      </p>
      {view.reported ? (
        <p class="note">
          <Icon name="flag" size={22} />
          <span>{view.reported}</span>
        </p>
      ) : (
        <>
          <p>{view.lead}</p>
          <SentForm
            id="report"
            sending={sending}
            faults={[view.reason_fault, view.text_fault].filter(Boolean)}
            submit={view.submit}
            privacy={view.privacy}
            cancel={view.cancel}
            onCancel={() => {
              forget();
              back(idea);
            }}
          >
            <Fields view={view} report={report} onChange={(changed) => change({ ...report, ...changed })} />
          </SentForm>
        </>
      )}
    </DetailPage>
  );
}
