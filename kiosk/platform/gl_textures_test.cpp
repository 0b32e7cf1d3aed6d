// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/platform/gl_textures.h"

#include <SDL_opengl.h>
#include <doctest/doctest.h>

#include "kiosk/platform/window.h"

namespace qp::kiosk {
namespace {

TEST_CASE("a texture that is destroyed is gone from the graphics card, and no other is") {
    const auto window = Window::open({"test", 64, 64, false});
    REQUIRE_MESSAGE(window, window.error().detail);
    TextureStore& textures = (*window)->textures();
    const TextureId kept = textures.create(16, 16);
    const TextureId gone = textures.create(16, 16);
    CHECK(glIsTexture(static_cast<GLuint>(gone)) == GL_TRUE);
    textures.destroy(gone);
    CHECK(glIsTexture(static_cast<GLuint>(gone)) == GL_FALSE);
    CHECK(glIsTexture(static_cast<GLuint>(kept)) == GL_TRUE);
    // It is not the program's any more: another may be called so, and stays.
    const TextureId next = textures.create(16, 16);
    textures.destroy(kept);
    CHECK(glIsTexture(static_cast<GLuint>(next)) == GL_TRUE);
    CHECK(glGetError() == GL_NO_ERROR);
}

}  // namespace
}  // namespace qp::kiosk
