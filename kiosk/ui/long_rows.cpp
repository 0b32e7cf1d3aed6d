// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/long_rows.h"

namespace qp::kiosk::ui {
namespace {

// Of rows that come anew, so many are built in their first frame: of a list that comes as a whole
// as many as may be in sight, below others the next ones. Is one more in sight, the next frame has
// it.
constexpr int kStrangersAtFirst = 6;
constexpr int kStrangersLater = 2;
constexpr float kHeightAtFirst = 280;

}  // namespace

void LongRows::begin(float text_factor, Size window) {
    rows_.clear();
    strangers_ = 0;
    if (text_factor == text_factor_ && window.w == window_.w && window.h == window_.h) return;
    forget();
    text_factor_ = text_factor;
    window_ = window;
}

// `view`: null where it is not known yet.
std::optional<float> LongRows::far_height(const std::string& id, const Viewport* view) {
    const auto known = places_.find(id);
    if (known == places_.end()) {
        const int built_max = places_.empty() ? kStrangersAtFirst : kStrangersLater;
        if (++strangers_ <= built_max) return std::nullopt;
        return usual_height_ > 0 ? usual_height_ : kHeightAtFirst;
    }
    if (view == nullptr) return std::nullopt;
    const float top = known->second.top - view->offset;
    const bool is_far = top > 2 * view->height || top + known->second.height < -view->height;
    return is_far ? std::optional{known->second.height} : std::nullopt;
}

std::optional<float> LongRows::place(const std::string& id, int element,
                                     const std::string& viewport, const Viewports& viewports) {
    const auto view = viewports.find(viewport);
    const auto height = far_height(id, view == viewports.end() ? nullptr : &view->second);
    rows_.push_back({id, element, viewport, height.has_value()});
    return height;
}

bool LongRows::take_places(const std::vector<Element>& elements, const Viewports& viewports) {
    bool is_missing = false;
    for (const Row& row : rows_) {
        const auto view = viewports.find(row.viewport);
        if (view == viewports.end()) continue;
        const Rect& rect = elements[static_cast<std::size_t>(row.element)].rect;
        const Rect& around = view->second.rect;
        places_[row.id] = {rect.y - around.y + view->second.offset, rect.h};
        if (!row.is_far) usual_height_ = rect.h;
        is_missing = is_missing || (row.is_far && !rect.cut(around).is_empty());
    }
    return is_missing;
}

void LongRows::forget() {
    places_.clear();
}

}  // namespace qp::kiosk::ui
