// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from "preact/hooks";
import { useSession } from "../session";
import { keepAppOnPhone } from "./service_worker";

// A new version waits until the reader wants it: nobody loses a half-written idea to a reload.
export function UpdateBar() {
  const { core, say } = useSession();
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  // The core comes first: its bytes then need not cross the network twice, nor before the page's own.
  useEffect(() => core.onStarted(() => keepAppOnPhone(setWaiting)), []);
  if (!waiting) return null;
  const load = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage({ type: "SKIP_WAITING" });
  };
  return (
    <div class="update" role="status">
      <p>{say("phone.update_ready")}</p>
      <button type="button" class="button" onClick={() => setWaiting(null)}>
        {say("phone.later")}
      </button>
      <button type="button" class="button button--primary" onClick={load}>
        {say("phone.update_now")}
      </button>
    </div>
  );
}
