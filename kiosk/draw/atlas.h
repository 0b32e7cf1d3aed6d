// SPDX-License-Identifier: EUPL-1.2
// Packs small masks (glyphs, pictograms) into few textures and adds a page when one is full.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kiosk/draw/texture_store.h"

namespace qp::kiosk {

struct AtlasRegion {
    TextureId texture = 0;
    int width = 0;
    int height = 0;
    float u0 = 0;
    float v0 = 0;
    float u1 = 0;
    float v1 = 0;
};

// One thread. The store must outlive the atlas. Nothing is ever taken out: a kiosk's texts use a
// bounded set of glyphs and sizes.
class Atlas {
public:
    explicit Atlas(TextureStore& store) : store_{store} {}

    // `coverage` holds width × height bytes, 0 = nothing, 255 = all. Drawn white, to be tinted.
    AtlasRegion add_mask(int width, int height, std::span<const std::uint8_t> coverage);
    // Hands what is new to the store, a band a page. Before the frame that shows it is drawn.
    void flush();
    std::size_t pages() const { return pages_.size(); }

private:
    struct Page {
        TextureId texture = 0;
        int side = 0;
        int shelf_y = 0;
        int shelf_height = 0;
        int next_x = 0;
        std::vector<std::uint8_t> coverage;  // a byte a pixel
        int dirty_from = 0;                  // rows; from = to: nothing new
        int dirty_to = 0;
    };
    struct Spot {
        Page* page = nullptr;
        int x = 0;
        int y = 0;
    };
    Spot place(int width, int height);

    TextureStore& store_;
    std::vector<Page> pages_;
};

}  // namespace qp::kiosk
