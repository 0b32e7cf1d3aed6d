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
    pages_.push_back({store_.create(side, side), side, 0, height, width});
    return {&pages_.back(), 0, 0};
}

AtlasRegion Atlas::add_mask(int width, int height, std::span<const std::uint8_t> coverage) {
    assert(width > 0 && height > 0);
    assert(coverage.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const Spot spot = place(width + kGap, height + kGap);
    std::vector<std::uint8_t> rgba(coverage.size() * 4, 255);
    for (std::size_t i = 0; i < coverage.size(); ++i) rgba[i * 4 + 3] = coverage[i];
    store_.update(spot.page->texture, spot.x, spot.y, width, height, rgba);
    const float side = static_cast<float>(spot.page->side);
    return {spot.page->texture,
            width,
            height,
            static_cast<float>(spot.x) / side,
            static_cast<float>(spot.y) / side,
            static_cast<float>(spot.x + width) / side,
            static_cast<float>(spot.y + height) / side};
}

}  // namespace qp::kiosk
