// SPDX-License-Identifier: EUPL-1.2
// Textures in plain memory, for tests that look at what the graphics card would have.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "kiosk/draw/atlas.h"

namespace qp::kiosk {

class TestTextures final : public TextureStore {
public:
    TextureId create(int width, int height) override {
        Texture made{width, height, {}};
        made.coverage.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        textures_.emplace(++made_, std::move(made));
        bytes_max = std::max(bytes_max, bytes());
        return made_;
    }
    void destroy(TextureId texture) override { REQUIRE(textures_.erase(texture) == 1); }
    void update(TextureId texture, int x, int y, int width, int height,
                std::span<const std::uint8_t> coverage) override {
        Texture& to = at(texture);
        REQUIRE(coverage.size() ==
                static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        REQUIRE((x + width <= to.width && y + height <= to.height));
        for (int row = 0; row < height; ++row)
            std::copy_n(coverage.begin() + static_cast<std::ptrdiff_t>(row) * width, width,
                        to.coverage.begin() + static_cast<std::ptrdiff_t>(y + row) * to.width + x);
        ++updates;
    }

    bool has(TextureId texture) const { return textures_.contains(texture); }
    std::size_t bytes() const {
        std::size_t sum = 0;
        for (const auto& [id, texture] : textures_) sum += texture.coverage.size();
        return sum;
    }
    // What a region shows.
    std::vector<std::uint8_t> coverage_of(const AtlasRegion& region) {
        const Texture& from = at(region.texture);
        const auto left = std::lround(region.u0 * static_cast<float>(from.width));
        const auto top = std::lround(region.v0 * static_cast<float>(from.height));
        std::vector<std::uint8_t> out;
        for (int row = 0; row < region.height; ++row) {
            const auto line = from.coverage.begin() + (top + row) * from.width + left;
            out.insert(out.end(), line, line + region.width);
        }
        return out;
    }

    int updates = 0;
    std::size_t bytes_max = 0;  // that there ever were at once

private:
    struct Texture {
        int width = 0;
        int height = 0;
        std::vector<std::uint8_t> coverage;
    };
    Texture& at(TextureId texture) {
        const auto found = textures_.find(texture);
        REQUIRE_MESSAGE(found != textures_.end(), "a texture that is gone, or never was");
        return found->second;
    }
    std::map<TextureId, Texture> textures_;
    TextureId made_ = 0;
};

}  // namespace qp::kiosk
