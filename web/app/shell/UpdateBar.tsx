// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from "preact/hooks";
import { useSession } from "../session";

// A new version waits until the reader wants it: nobody loses a half-written idea to a reload.
export function UpdateBar() {
  const { say } = useSession();
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
    const watch = (registration: ServiceWorkerRegistration | undefined) => {
      if (!registration) return; // forbidden by the reader's settings
      const found = () => {
        if (registration.waiting && navigator.serviceWorker.controller) setWaiting(registration.waiting);
      };
      found();
      registration.addEventListener("updatefound", () =>
        registration.installing?.addEventListener("statechange", found),
      );
    };
    const register = () => navigator.serviceWorker.register("/sw.js").then(watch, () => undefined);
    // After the page has what it needs: its files come from the network only once.
    if (document.readyState === "complete") void register();
    else window.addEventListener("load", () => void register(), { once: true });
  }, []);
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
