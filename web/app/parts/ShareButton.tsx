// SPDX-License-Identifier: EUPL-1.2
import { useSession } from "../session";
import { copyText } from "./copy_text";
import { Icon } from "./Icon";

// Without the fragment: what a kiosk's QR code brought is nobody else's.
const addressOfView = () => location.origin + location.pathname + location.search;

// Passes on the view that is shown: by the phone's own sheet, else as a link in the clipboard.
export function ShareButton({ name }: { name: string }) {
  const { say, announce } = useSession();
  const copy = async (url: string) => {
    if (!(await copyText(url))) announce(say("phone.link_not_copied"));
    else announce(say(isSecureContext ? "phone.link_copied" : "phone.stand_link_copied"));
  };
  const share = async () => {
    const link = { title: name, url: addressOfView() };
    if (!("share" in navigator) || !navigator.canShare?.(link)) return await copy(link.url);
    try {
      await navigator.share(link);
    } catch (error) {
      // Whoever closes the sheet wants no copy either.
      if (!(error instanceof DOMException) || error.name !== "AbortError") await copy(link.url);
    }
  };
  return (
    <button type="button" class="head-link" data-id="share" onClick={() => void share()}>
      <Icon name="share" size={22} />
      {say("phone.share")}
    </button>
  );
}
