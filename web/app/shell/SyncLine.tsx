// SPDX-License-Identifier: EUPL-1.2
import { Icon } from "../parts/Icon";
import { Link } from "../parts/Link";
import { useDevice, useSession } from "../session";

const icons: Record<string, string> = { waiting: "saved", refused: "refused", stand: "info" };

// The sentence on the last contact, and the others. Where something was refused one more comes after it; a date within
// it may have a full stop of its own.
function apart(text: string, lastContact: string, isRefused: boolean): { state: string; age: string } {
  const [before = "", after = ""] = lastContact.split("{age}");
  const begin = text.indexOf(before);
  if (begin < 0) return { state: text, age: "" };
  const end = isRefused ? text.lastIndexOf(`${after} `) + after.length : text.length;
  return { state: (text.slice(0, begin).trimEnd() + text.slice(end)).trim(), age: text.slice(begin, end) };
}

// The one honest line: what waits here, and whether there is a connection. How long there has been none grows every
// minute: it is read, and no screen reader says all of the line again for it.
export function SyncLine() {
  const { say } = useSession();
  const { sync } = useDevice();
  const text = sync?.text ?? "";
  const tone = sync?.tone || "quiet";
  const { state, age } = apart(text, say("sync.last_contact"), tone === "refused");
  return (
    <div
      class={text ? "sync-place sync-place--said" : "sync-place"}
      data-id="sync-line"
      data-content={sync?.has_content ? "here" : "coming"}
    >
      <div class={text ? `sync sync--${tone}` : undefined}>
        {text && <Icon name={icons[tone] ?? "offline"} size={18} />}
        <p>
          <span role="status">{state}</span>
          {age && ` ${age}`}
        </p>
        {tone === "refused" && (
          <Link to="/meine" class="sync__link">
            {say("phone.look")}
          </Link>
        )}
      </div>
    </div>
  );
}
