// SPDX-License-Identifier: EUPL-1.2
export function afterPaint(act: () => void): void {
  requestAnimationFrame(() => setTimeout(act));
}
