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
    pages_.push_back({store_.create(side, side), side, 0, height, width,
                      std::vector<std::uint8_t>(area, 0), 0, side});
    return {&pages_.back(), 0, 0};
}

AtlasRegion Atlas::add_mask(int width, int height, std::span<const std::uint8_t> coverage) {
    assert(width > 0 && height > 0);
    assert(coverage.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const Spot spot = place(width + kGap, height + kGap);
    Page& page = *spot.page;
    const auto side_bytes = static_cast<std::size_t>(page.side);
    for (int row = 0; row < height; ++row) {
        const std::uint8_t* from = coverage.data() + static_cast<std::size_t>(row) * width;
        std::uint8_t* to = page.coverage.data() +
                           static_cast<std::size_t>(spot.y + row) * side_bytes +
                           static_cast<std::size_t>(spot.x);
        std::copy_n(from, width, to);
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
        const auto row_bytes = static_cast<std::size_t>(page.side);
        store_.update(page.texture, 0, page.dirty_from, page.side, rows,
                      {page.coverage.data() + static_cast<std::size_t>(page.dirty_from) * row_bytes,
                       static_cast<std::size_t>(rows) * row_bytes});
        page.dirty_from = page.dirty_to = 0;
    }
}

}  // namespace qp::kiosk
