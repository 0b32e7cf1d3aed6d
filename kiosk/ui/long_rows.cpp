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
    viewports_.clear();
    strangers_ = 0;
    if (text_factor == text_factor_ && window.w == window_.w && window.h == window_.h) return;
    forget();
    text_factor_ = text_factor;
    window_ = window;
}

// `view`: null where it is not known yet.
std::optional<float> LongRows::far_height(const Place& place, const Viewport* view) {
    if (!place.is_known) {
        const int built_max = has_places_ ? kStrangersLater : kStrangersAtFirst;
        if (++strangers_ <= built_max) return std::nullopt;
        return usual_height_ > 0 ? usual_height_ : kHeightAtFirst;
    }
    if (view == nullptr) return std::nullopt;
    const float top = place.top - view->offset;
    const bool is_far = top > 2 * view->height || top + place.height < -view->height;
    return is_far ? std::optional{place.height} : std::nullopt;
}

std::optional<float> LongRows::place(const std::string& id, int element,
                                     const std::string& viewport, const Viewports& viewports) {
    const auto view = viewports.find(viewport);
    Place& place = places_[id];
    const auto height = far_height(place, view == viewports.end() ? nullptr : &view->second);
    if (viewports_.empty() || viewports_.back() != viewport) viewports_.push_back(viewport);
    rows_.push_back({&place, element, viewports_.size() - 1, height.has_value()});
    return height;
}

bool LongRows::take_places(const std::vector<Element>& elements, const Viewports& viewports) {
    std::vector<const Viewport*> views;
    for (const std::string& name : viewports_) {
        const auto view = viewports.find(name);
        views.push_back(view == viewports.end() ? nullptr : &view->second);
    }
    bool is_missing = false;
    for (const Row& row : rows_) {
        const Viewport* view = views[row.viewport];
        if (view == nullptr) continue;
        const Rect& rect = elements[static_cast<std::size_t>(row.element)].rect;
        *row.place = {rect.y - view->rect.y + view->offset, rect.h, true};
        has_places_ = true;
        if (!row.is_far) usual_height_ = rect.h;
        is_missing = is_missing || (row.is_far && !rect.cut(view->rect).is_empty());
    }
    return is_missing;
}

void LongRows::forget() {
    rows_.clear();
    places_.clear();
    has_places_ = false;
}

}  // namespace qp::kiosk::ui
