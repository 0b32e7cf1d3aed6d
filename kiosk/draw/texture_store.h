// SPDX-License-Identifier: EUPL-1.2
// Where masks live on the graphics card, a byte a pixel. The window brings OpenGL; tests bring
// plain memory.
#pragma once

#include <cstdint>
#include <span>

namespace qp::kiosk {

using TextureId = std::uintptr_t;  // 0 = none

class TextureStore {
public:
    virtual ~TextureStore() = default;
    // A texture of any content, drawn white where it covers. Lives until it is destroyed, at the
    // longest as long as the store.
    virtual TextureId create(int width, int height) = 0;
    // No picture that is still to be drawn may show it.
    virtual void destroy(TextureId texture) = 0;
    // `coverage` holds width × height bytes, row by row from the top.
    virtual void update(TextureId texture, int x, int y, int width, int height,
                        std::span<const std::uint8_t> coverage) = 0;
};

}  // namespace qp::kiosk
