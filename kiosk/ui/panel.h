// SPDX-License-Identifier: EUPL-1.2
// Surfaces: cards that can be pressed, plain panels, badges, notices, progress.
#pragma once

#include <string>
#include <vector>

#include "kiosk/ui/canvas.h"

namespace qp::kiosk::ui {

// A white card with a thin border. `id` empty: it cannot be pressed.
[[nodiscard]] Canvas::Scope card(Canvas& canvas, const std::string& id, const std::string& spoken,
                                 float gap = 12, float grow = 0);
// The same, raised by a shadow, without a border.
[[nodiscard]] Canvas::Scope raised_card(Canvas& canvas, const std::string& id,
                                        const std::string& spoken, float gap = 8);

struct BadgeSpec {
    std::string text;
    std::string tone;
    std::string picture;
};
void badge(Canvas& canvas, const BadgeSpec& badge);

enum class NoticeKind { info, success, warning, danger };
// A coloured panel with a pictogram; `id` names it for scripts.
void notice(Canvas& canvas, const std::string& id, NoticeKind kind, const std::string& title,
            const std::string& text);

// A bar from 0 to 1 with its share in words for speech.
void progress_bar(Canvas& canvas, const std::string& id, double share, const std::string& spoken,
                  Color color, float height = 14);

// An empty list says so.
void empty_state(Canvas& canvas, const std::string& picture, const std::string& text);

}  // namespace qp::kiosk::ui
