// SPDX-License-Identifier: EUPL-1.2
// Where the rows of long lists stand. One that is out of sight by more than the height of what
// scrolls keeps its room, its name and its place in the tree, and is not built: else 400 ideas took
// 20 ms a frame. Of the canvas; lengths in window pixels.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "kiosk/draw/geometry.h"
#include "kiosk/ui/element.h"
#include "kiosk/ui/layout.h"

namespace qp::kiosk::ui {

class LongRows {
public:
    // A frame begins. With letters or a window of another size, rows have other heights.
    void begin(float text_factor, Size window);
    // The next element is this row, in a viewport of that name. Its height where it need not be
    // built; unset: it is to be.
    std::optional<float> place(const std::string& id, int element, const std::string& viewport,
                               const Viewports& viewports);
    // After layout. True: one that is in sight was not built, so the frame has to be once more.
    bool take_places(const std::vector<Element>& elements, const Viewports& viewports);
    void forget();

private:
    struct Place {
        float top = 0;  // within what scrolls, from its beginning
        float height = 0;
        bool is_known = false;
    };
    // Hundreds a frame: they name nothing that has to be copied or looked up again.
    struct Row {
        Place* place = nullptr;
        int element = -1;
        std::size_t viewport = 0;
        bool is_far = false;
    };
    std::optional<float> far_height(const Place& place, const Viewport* view);

    std::unordered_map<std::string, Place> places_;
    bool has_places_ = false;             // of any row, from before
    std::vector<Row> rows_;               // of this frame
    std::vector<std::string> viewports_;  // that they stand in
    int strangers_ = 0;                   // of them, without a place from before
    float usual_height_ = 0;
    float text_factor_ = 0;
    Size window_;
};

}  // namespace qp::kiosk::ui
