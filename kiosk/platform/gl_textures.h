// SPDX-License-Identifier: EUPL-1.2
// Textures in OpenGL. Needs a current context.
#pragma once

#include <vector>

#include "kiosk/draw/texture_store.h"

namespace qp::kiosk {

class GlTextures final : public TextureStore {
public:
    GlTextures() = default;
    ~GlTextures() override;
    GlTextures(const GlTextures&) = delete;
    GlTextures& operator=(const GlTextures&) = delete;

    TextureId create(int width, int height) override;
    void destroy(TextureId texture) override;
    void update(TextureId texture, int x, int y, int width, int height,
                std::span<const std::uint8_t> coverage) override;

private:
    std::vector<unsigned> made_;
};

}  // namespace qp::kiosk
