// SPDX-License-Identifier: EUPL-1.2
import { Icon } from "../parts/Icon";
import { Link } from "../parts/Link";
import { useDevice, useSession } from "../session";

const icons: Record<string, string> = { waiting: "saved", refused: "refused", stand: "info" };

// The one honest line: what waits here, and whether there is a connection.
export function SyncLine() {
  const { say } = useSession();
  const { sync } = useDevice();
  return (
    <div class="sync-place" role="status" data-id="sync-line" data-content={sync?.has_content ? "here" : "coming"}>
      {sync?.text && (
        <p class={`sync sync--${sync.tone || "quiet"}`}>
          <Icon name={icons[sync.tone] ?? "offline"} size={18} />
          <span>{sync.text}</span>
          {sync.tone === "refused" && (
            <Link to="/meine" class="sync__link">
              {say("phone.look")}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}
