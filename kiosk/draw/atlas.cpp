// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/draw/atlas.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace qp::kiosk {
namespace {

constexpr int kGap = 1;  // keeps the neighbour out of linear filtering

constexpr std::size_t square(int side) {
    return static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
}

}  // namespace

Atlas::Atlas(TextureStore& store, std::size_t bytes_max)
    : store_{store}, bytes_max_{bytes_max}, pages_(bytes_max / square(kAtlasPageSide)) {
    assert(!pages_.empty() && pages_.size() <= 64);
}

std::optional<Atlas::Spot> Atlas::place(int width, int height) {
    for (std::size_t page = 0; page < pages_.size(); ++page) {
        // A gap in another would keep all that lies there, by something that belongs to this frame.
        if (page != newest_ && (used_ & bit(page)) == 0) continue;
        auto spot = place_in(pages_[page], width, height);
        if (!spot) continue;
        spot->page = page;
        return spot;
    }
    const auto page = add_page(std::max({kAtlasPageSide, width, height}));
    if (!page) return std::nullopt;
    auto spot = place_in(pages_[*page], width, height);
    spot->page = *page;
    return spot;
}

std::optional<Atlas::Spot> Atlas::place_in(Page& page, int width, int height) {
    if (width > page.side || height > page.side) return std::nullopt;
    if (page.next_x + width > page.side || height > page.shelf_height) {
        const int y = page.shelf_y + page.shelf_height;
        // An open shelf with room across is kept unless the piece is higher than it.
        if (y + height > page.side) return std::nullopt;
        page.shelf_y = y;
        page.shelf_height = height;
        page.next_x = 0;
    }
    const Spot spot{0, page.next_x, page.shelf_y};
    page.next_x += width;
    return spot;
}

std::optional<std::size_t> Atlas::add_page(int side) {
    const std::size_t bytes = square(side);
    if (!make_room(bytes)) return std::nullopt;
    // None is smaller than the smallest, so where there is room for its bytes there is a place.
    const auto free =
        std::find_if(pages_.begin(), pages_.end(), [](const Page& page) { return page.side == 0; });
    assert(free != pages_.end());
    free->texture = store_.create(side, side);
    free->side = side;
    free->coverage.assign(bytes, 0);
    free->dirty_to = side;
    free->made_after = evictions_;
    bytes_ += bytes;
    newest_ = static_cast<std::size_t>(free - pages_.begin());
    return newest_;
}

bool Atlas::make_room(std::size_t bytes) {
    while (bytes_ + bytes > bytes_max_) {
        Page* oldest = nullptr;
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            Page& page = pages_[i];
            if (page.side == 0 || (used_ & bit(i)) != 0) continue;
            if (oldest == nullptr || page.last_used < oldest->last_used) oldest = &page;
        }
        if (oldest == nullptr) return false;
        evict(*oldest);
    }
    return true;
}

void Atlas::evict(Page& page) {
    store_.destroy(page.texture);
    bytes_ -= page.bytes();
    page = {};
    ++evictions_;
}

bool Atlas::is_there(const AtlasUse& of) const {
    for (std::size_t i = 0; i < pages_.size(); ++i) {
        if ((of.pages & bit(i)) == 0) continue;
        if (pages_[i].side == 0 || pages_[i].made_after > of.evictions) return false;
    }
    return true;
}

std::optional<AtlasMask> Atlas::add_mask(int width, int height,
                                         std::span<const std::uint8_t> coverage) {
    assert(width > 0 && height > 0);
    assert(coverage.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const auto spot = place(width + kGap, height + kGap);
    if (!spot) {
        is_short_ = true;
        return std::nullopt;
    }
    Page& page = pages_[spot->page];
    used_ |= bit(spot->page);
    const auto side_bytes = static_cast<std::size_t>(page.side);
    for (int row = 0; row < height; ++row) {
        const std::uint8_t* from = coverage.data() + static_cast<std::size_t>(row) * width;
        std::uint8_t* to = page.coverage.data() +
                           static_cast<std::size_t>(spot->y + row) * side_bytes +
                           static_cast<std::size_t>(spot->x);
        std::copy_n(from, width, to);
    }
    const bool is_clean = page.dirty_from == page.dirty_to;
    page.dirty_from = is_clean ? spot->y : std::min(page.dirty_from, spot->y);
    page.dirty_to = is_clean ? spot->y + height : std::max(page.dirty_to, spot->y + height);
    const float side = static_cast<float>(page.side);
    const AtlasRegion region{page.texture,
                             width,
                             height,
                             static_cast<float>(spot->x) / side,
                             static_cast<float>(spot->y) / side,
                             static_cast<float>(spot->x + width) / side,
                             static_cast<float>(spot->y + height) / side};
    return AtlasMask{region, {bit(spot->page), evictions_}};
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

bool Atlas::end_frame() {
    for (std::size_t i = 0; i < pages_.size(); ++i)
        if ((used_ & bit(i)) != 0) pages_[i].last_used = frame_;
    used_ = 0;
    ++frame_;
    const bool was_packed = std::exchange(is_packed_, is_short_);
    if (!std::exchange(is_short_, false) || was_packed) return false;
    for (Page& page : pages_)
        if (page.side > 0) evict(page);
    return true;
}

std::size_t Atlas::pages() const {
    return static_cast<std::size_t>(std::count_if(pages_.begin(), pages_.end(),
                                                  [](const Page& page) { return page.side > 0; }));
}

}  // namespace qp::kiosk
