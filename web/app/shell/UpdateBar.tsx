// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from "preact/hooks";
import { leave, useDevice, useSession } from "../session";
import { keepAppOnPhone } from "./service_worker";

const contentMs = 5_000; // the city's content does not come, but its files may

// A new version waits until the reader wants it: nobody loses a half-written idea to a reload. It begins in all tabs at
// once; those where nobody pressed go on as they are until they are loaded, for which the bar stays.
export function UpdateBar() {
  const { core, reader, say } = useSession();
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  const { sync } = useDevice();
  const [isTurn, setTurn] = useState(false);
  // The core comes first: its bytes then need not cross the network twice, nor before the page's own. Then the city's
  // content: three threads at once keep a slow phone from answering a finger.
  useEffect(() => core.onStarted(() => setTimeout(() => setTurn(true), contentMs)), []);
  useEffect(() => {
    if (sync?.has_content) setTurn(true);
  }, [sync]);
  useEffect(() => {
    if (isTurn) keepAppOnPhone(setWaiting);
  }, [isTurn]);
  const load = async (waiting: ServiceWorker) => {
    leave();
    // Behind whatever was told just now.
    await core.send({ kind: "draft" }, reader).catch(() => undefined);
    if (waiting.state !== "installed") return location.reload(); // another tab was sooner
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage({ type: "SKIP_WAITING" });
  };
  return (
    <div class={waiting ? "update" : undefined} data-id="update">
      <p role="status">{waiting && say("phone.update_ready")}</p>
      {waiting && (
        <>
          <button type="button" class="button" onClick={() => setWaiting(null)}>
            {say("phone.later")}
          </button>
          <button type="button" class="button button--primary" data-id="update-now" onClick={() => void load(waiting)}>
            {say("phone.update_now")}
          </button>
        </>
      )}
    </div>
  );
}
