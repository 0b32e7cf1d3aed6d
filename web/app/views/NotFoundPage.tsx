// SPDX-License-Identifier: EUPL-1.2
import { Gone } from "../parts/Page";

export function NotFoundPage() {
  return <Gone up="/" />;
}
