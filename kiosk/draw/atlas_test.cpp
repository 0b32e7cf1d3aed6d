// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/draw/atlas.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace qp::kiosk {
namespace {

class MemoryTextures final : public TextureStore {
public:
    TextureId create(int width, int height) override {
        pages.emplace_back(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        sides.push_back(width);
        return pages.size();
    }
    void update(TextureId texture, int x, int y, int width, int height,
                std::span<const std::uint8_t> coverage) override {
        const auto side = static_cast<std::size_t>(sides[texture - 1]);
        REQUIRE(coverage.size() ==
                static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        for (std::size_t row = 0; row < static_cast<std::size_t>(height); ++row) {
            const std::size_t to =
                (static_cast<std::size_t>(y) + row) * side + static_cast<std::size_t>(x);
            const std::size_t bytes = static_cast<std::size_t>(width);
            std::copy_n(coverage.begin() + static_cast<std::ptrdiff_t>(row * bytes), bytes,
                        pages[texture - 1].begin() + static_cast<std::ptrdiff_t>(to));
        }
        ++updates;
    }
    std::uint8_t coverage_at(const AtlasRegion& region, int x, int y) const {
        const int side = sides[region.texture - 1];
        const int left = static_cast<int>(std::lround(region.u0 * static_cast<float>(side)));
        const int top = static_cast<int>(std::lround(region.v0 * static_cast<float>(side)));
        const std::size_t pixel =
            static_cast<std::size_t>(top + y) * static_cast<std::size_t>(side) +
            static_cast<std::size_t>(left + x);
        return pages[region.texture - 1][pixel];
    }
    std::vector<std::vector<std::uint8_t>> pages;
    std::vector<int> sides;
    int updates = 0;
};

TEST_CASE("every mask keeps its own pixels, and a full page gets a successor") {
    MemoryTextures textures;
    Atlas atlas{textures};
    std::vector<AtlasRegion> regions;
    for (int i = 0; i < 900; ++i) {
        const int w = 10 + (i * 37) % 60;
        const int h = 12 + (i * 53) % 70;
        const auto value = static_cast<std::uint8_t>(i % 250 + 1);
        regions.push_back(atlas.add_mask(
            w, h, std::vector<std::uint8_t>(static_cast<std::size_t>(w * h), value)));
        if (i % 100 == 0) atlas.flush();
    }
    atlas.flush();
    CHECK(atlas.pages() > 1);
    bool is_own = true;
    for (int i = 0; i < 900; ++i) {
        const AtlasRegion& region = regions[static_cast<std::size_t>(i)];
        const int value = i % 250 + 1;
        is_own = is_own && textures.coverage_at(region, 0, 0) == value &&
                 textures.coverage_at(region, region.width - 1, region.height - 1) == value;
    }
    CHECK(is_own);
}

TEST_CASE("a frame without new glyphs sends nothing to the graphics card") {
    MemoryTextures textures;
    Atlas atlas{textures};
    atlas.add_mask(4, 4, std::vector<std::uint8_t>(16, 9));
    atlas.add_mask(5, 5, std::vector<std::uint8_t>(25, 9));
    atlas.flush();
    CHECK(textures.updates == 1);
    atlas.flush();
    CHECK(textures.updates == 1);
}

TEST_CASE("a mask larger than a page gets a page of its size") {
    MemoryTextures textures;
    Atlas atlas{textures};
    const auto region = atlas.add_mask(1500, 20, std::vector<std::uint8_t>(30000, 255));
    CHECK(region.width == 1500);
    CHECK(textures.sides.back() >= 1500);
}

}  // namespace
}  // namespace qp::kiosk
