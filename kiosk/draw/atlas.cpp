// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/draw/atlas.h"

#include <algorithm>
#include <cassert>

namespace qp::kiosk {
namespace {

constexpr int kPageSide = 1024;
constexpr int kGap = 1;  // keeps the neighbour out of linear filtering

}  // namespace

Atlas::Spot Atlas::place(int width, int height) {
    for (Page& page : pages_) {
        if (width > page.side || height > page.side) continue;
        if (page.next_x + width > page.side || height > page.shelf_height) {
            const int y = page.shelf_y + page.shelf_height;
            // An open shelf with room across is kept unless the piece is higher than it.
            if (y + height > page.side) continue;
            page.shelf_y = y;
            page.shelf_height = height;
            page.next_x = 0;
        }
        const Spot spot{&page, page.next_x, page.shelf_y};
        page.next_x += width;
        return spot;
    }
    const int side = std::max({kPageSide, width, height});
    const auto area = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    // White and transparent, so that filtering at an edge takes up no dark.
    std::vector<std::uint8_t> blank(area * 4, 255);
    for (std::size_t i = 3; i < blank.size(); i += 4) blank[i] = 0;
    pages_.push_back(
        {store_.create(side, side), side, 0, height, width, std::move(blank), 0, side});
    return {&pages_.back(), 0, 0};
}

AtlasRegion Atlas::add_mask(int width, int height, std::span<const std::uint8_t> coverage) {
    assert(width > 0 && height > 0);
    assert(coverage.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const Spot spot = place(width + kGap, height + kGap);
    Page& page = *spot.page;
    const auto row_bytes = static_cast<std::size_t>(page.side) * 4;
    for (int row = 0; row < height; ++row) {
        const std::uint8_t* from = coverage.data() + static_cast<std::size_t>(row) * width;
        std::uint8_t* to = page.rgba.data() + static_cast<std::size_t>(spot.y + row) * row_bytes +
                           static_cast<std::size_t>(spot.x) * 4 + 3;
        for (int column = 0; column < width; ++column) to[column * 4] = from[column];
    }
    const bool is_clean = page.dirty_from == page.dirty_to;
    page.dirty_from = is_clean ? spot.y : std::min(page.dirty_from, spot.y);
    page.dirty_to = is_clean ? spot.y + height : std::max(page.dirty_to, spot.y + height);
    const float side = static_cast<float>(page.side);
    return {page.texture,
            width,
            height,
            static_cast<float>(spot.x) / side,
            static_cast<float>(spot.y) / side,
            static_cast<float>(spot.x + width) / side,
            static_cast<float>(spot.y + height) / side};
}

void Atlas::flush() {
    for (Page& page : pages_) {
        const int rows = page.dirty_to - page.dirty_from;
        if (rows <= 0) continue;
        const auto row_bytes = static_cast<std::size_t>(page.side) * 4;
        store_.update(page.texture, 0, page.dirty_from, page.side, rows,
                      {page.rgba.data() + static_cast<std::size_t>(page.dirty_from) * row_bytes,
                       static_cast<std::size_t>(rows) * row_bytes});
        page.dirty_from = page.dirty_to = 0;
    }
}

}  // namespace qp::kiosk
