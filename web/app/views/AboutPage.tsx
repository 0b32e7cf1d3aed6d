// SPDX-License-Identifier: EUPL-1.2
import { Contact } from "../parts/Contact";
import { DetailPage, Loading, usePageTitle } from "../parts/Page";
import { useSession, useView } from "../session";

export function AboutPage() {
  const { say } = useSession();
  const view = useView("about");
  usePageTitle(view?.title ?? "");
  if (!view) return <Loading />;
  return (
    <DetailPage title={view.title} up="/einstellungen">
      {view.sections.map((section) => (
        <section key={section.title} class="prose">
          <h2>{section.title}</h2>
          {section.paragraphs.map(({ text, pieces }) => (
            <p key={text}>{pieces.length > 0 ? pieces.map((piece) => <Contact key={piece.text} {...piece} />) : text}</p>
          ))}
        </section>
      ))}
      <p>
        <a class="button" href="/opendata/">
          {say("phone.open_data")}
        </a>{" "}
        <a class="button" href="/licences.txt">
          {say("phone.licences")}
        </a>
      </p>
    </DetailPage>
  );
}
