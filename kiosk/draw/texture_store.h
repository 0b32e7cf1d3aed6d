// SPDX-License-Identifier: EUPL-1.2
// Where pictures live on the graphics card. The window brings OpenGL; tests bring plain memory.
#pragma once

#include <cstdint>
#include <span>

namespace qp::kiosk {

using TextureId = std::uintptr_t;  // 0 = none

class TextureStore {
public:
    virtual ~TextureStore() = default;
    // An RGBA texture of any content. Lives as long as the store.
    virtual TextureId create(int width, int height) = 0;
    // `rgba` holds width × height × 4 bytes, row by row from the top.
    virtual void update(TextureId texture, int x, int y, int width, int height,
                        std::span<const std::uint8_t> rgba) = 0;
};

}  // namespace qp::kiosk
