// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/platform/gl_textures.h"

#include <SDL_opengl.h>

namespace qp::kiosk {

GlTextures::~GlTextures() {
    if (!made_.empty()) glDeleteTextures(static_cast<GLsizei>(made_.size()), made_.data());
}

TextureId GlTextures::create(int width, int height) {
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    // White everywhere, so that filtering at an edge takes up no dark; what is there is opacity.
    const GLint white[] = {GL_ONE, GL_ONE, GL_ONE, GL_RED};
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, white);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, nullptr);
    made_.push_back(texture);
    return texture;
}

void GlTextures::destroy(TextureId texture) {
    const auto name = static_cast<GLuint>(texture);
    if (std::erase(made_, name) > 0) glDeleteTextures(1, &name);
}

void GlTextures::update(TextureId texture, int x, int y, int width, int height,
                        std::span<const std::uint8_t> coverage) {
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, width, height, GL_RED, GL_UNSIGNED_BYTE,
                    coverage.data());
}

}  // namespace qp::kiosk
