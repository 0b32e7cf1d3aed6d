// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/draw/atlas.h"

#include <doctest/doctest.h>

#include <vector>

namespace qp::kiosk {
namespace {

struct Piece {
    TextureId texture;
    int x, y, w, h;
};

class MemoryTextures final : public TextureStore {
public:
    TextureId create(int width, int height) override {
        sides.push_back({width, height});
        return sides.size();
    }
    void update(TextureId texture, int x, int y, int width, int height,
                std::span<const std::uint8_t> rgba) override {
        CHECK(rgba.size() == static_cast<std::size_t>(width * height * 4));
        CHECK(x + width <= sides[texture - 1].first);
        CHECK(y + height <= sides[texture - 1].second);
        pieces.push_back({texture, x, y, width, height});
    }
    std::vector<std::pair<int, int>> sides;
    std::vector<Piece> pieces;
};

bool overlap(const Piece& a, const Piece& b) {
    return a.texture == b.texture && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h &&
           b.y < a.y + a.h;
}

TEST_CASE("pieces of the atlas never overlap, and a full page gets a successor") {
    MemoryTextures textures;
    Atlas atlas{textures};
    for (int i = 0; i < 900; ++i) {
        const int w = 10 + (i * 37) % 60;
        const int h = 12 + (i * 53) % 70;
        atlas.add_mask(w, h, std::vector<std::uint8_t>(static_cast<std::size_t>(w * h), 9));
    }
    CHECK(atlas.pages() > 1);
    bool is_apart = true;
    for (std::size_t i = 0; i < textures.pieces.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            is_apart = is_apart && !overlap(textures.pieces[i], textures.pieces[j]);
        }
    }
    CHECK(is_apart);
}

TEST_CASE("a mask larger than a page gets a page of its size") {
    MemoryTextures textures;
    Atlas atlas{textures};
    const auto region = atlas.add_mask(1500, 20, std::vector<std::uint8_t>(30000, 255));
    CHECK(region.width == 1500);
    CHECK(textures.sides.back().first >= 1500);
}

}  // namespace
}  // namespace qp::kiosk
