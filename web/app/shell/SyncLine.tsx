// SPDX-License-Identifier: EUPL-1.2
import { Icon } from "../parts/Icon";
import { Link } from "../parts/Link";
import { useDevice, useSession } from "../session";

const icons: Record<string, string> = { waiting: "saved", refused: "refused", stand: "info" };

// The one honest line: what waits here, and whether there is a connection. How long there has been none grows every
// minute: it is read, and no screen reader says all of the line again for it.
export function SyncLine() {
  const { say } = useSession();
  const { sync } = useDevice();
  const text = sync?.text ?? "";
  const tone = sync?.tone || "quiet";
  return (
    <div
      class={text ? "sync-place sync-place--said" : "sync-place"}
      data-id="sync-line"
      data-content={sync?.has_content ? "here" : "coming"}
    >
      <div class={text ? `sync sync--${tone}` : undefined}>
        {text && <Icon name={icons[tone] ?? "offline"} size={18} />}
        <p>
          <span role="status">{sync?.state}</span>
          {sync?.last_contact && ` ${sync.last_contact}`}
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
