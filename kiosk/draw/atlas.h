// SPDX-License-Identifier: EUPL-1.2
// Packs small masks (glyphs, pictograms, shadows) into few textures. Adds one when all are full, up
// to a bound; from then on the one goes that no frame has used for the longest time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kiosk/draw/texture_store.h"

namespace qp::kiosk {

// Bytes of textures, a byte a pixel; main memory holds them once more. One screen needs 1 to 2 MB
// of them on a panel of 1080 × 1920 pixels, and all screens in seven languages and three text sizes
// 29: what the program itself says is hardly ever evicted there. With four times the pixels one
// language still fits.
inline constexpr std::size_t kAtlasBytesMax = std::size_t{32} << 20;
// Of the smallest texture, in pixels.
inline constexpr int kAtlasPageSide = 1024;

struct AtlasRegion {
    TextureId texture = 0;
    int width = 0;
    int height = 0;
    float u0 = 0;
    float v0 = 0;
    float u1 = 0;
    float v1 = 0;
};

// Where something lies, of one mask or of many, for whoever keeps regions beyond a frame.
struct AtlasUse {
    std::uint64_t pages = 0;      // a bit each
    std::uint64_t evictions = 0;  // until it was last known to be there

    void add(const AtlasUse& other) {
        pages |= other.pages;
        if (evictions < other.evictions) evictions = other.evictions;
    }
};

struct AtlasMask {
    AtlasRegion region;
    AtlasUse use;
};

// One thread. The store must outlive the atlas. A region is good until the end of the frame in
// which it was given out, or in which `use` last said that it is there.
class Atlas {
public:
    // REQUIRES: `bytes_max` is room for 1 to 64 of the smallest textures.
    explicit Atlas(TextureStore& store, std::size_t bytes_max = kAtlasBytesMax);

    // `coverage` holds width × height bytes, 0 = nothing, 255 = all. Drawn white, to be tinted.
    // Nothing where all that would have to go is in use in this frame: see `end_frame`.
    std::optional<AtlasMask> add_mask(int width, int height,
                                      std::span<const std::uint8_t> coverage);
    // From now on in use in this frame. False: it is gone, or part of it, and must be added anew.
    bool use(AtlasUse& of) {
        if (of.evictions != evictions_ && !is_there(of)) return false;
        of.evictions = evictions_;
        used_ |= of.pages;
        return true;
    }

    // Hands what is new to the store, a band a page. Before the frame that shows it is drawn.
    void flush();
    // After it has been drawn. True: draw it once more. Something found no room, while textures
    // were held by a few masks each; all of them are gone, and the next frame packs what it shows
    // without gaps. What finds no room even then shows more than the bound holds, and stays so.
    bool end_frame();

    std::size_t pages() const;
    std::size_t bytes() const { return bytes_; }
    std::uint64_t evictions() const { return evictions_; }

private:
    struct Page {
        TextureId texture = 0;
        int side = 0;  // 0: there is none here
        int shelf_y = 0;
        int shelf_height = 0;
        int next_x = 0;
        std::vector<std::uint8_t> coverage;  // a byte a pixel
        int dirty_from = 0;                  // rows; from = to: nothing new
        int dirty_to = 0;
        std::uint64_t made_after = 0;  // evictions
        std::uint64_t last_used = 0;   // frame

        std::size_t bytes() const { return coverage.size(); }
    };
    struct Spot {
        std::size_t page = 0;
        int x = 0;
        int y = 0;
    };
    std::optional<Spot> place(int width, int height);
    static std::optional<Spot> place_in(Page& page, int width, int height);
    std::optional<std::size_t> add_page(int side);
    bool make_room(std::size_t bytes);
    void evict(Page& page);
    bool is_there(const AtlasUse& of) const;
    static std::uint64_t bit(std::size_t page) { return std::uint64_t{1} << page; }

    TextureStore& store_;
    std::size_t bytes_max_;
    std::vector<Page> pages_;  // as many as the bound allows
    std::size_t newest_ = 0;   // page
    std::size_t bytes_ = 0;
    std::uint64_t used_ = 0;  // in this frame: a bit a page
    std::uint64_t frame_ = 0;
    std::uint64_t evictions_ = 0;
    bool is_short_ = false;   // something found no room in this frame
    bool is_packed_ = false;  // what is there was packed for frames that were short
};

}  // namespace qp::kiosk
