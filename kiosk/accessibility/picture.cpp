// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/picture.h"

#include <stb/stb_image.h>
#include <stb/stb_image_write.h>

#include <cstdlib>
#include <memory>

namespace qp::kiosk::accessibility {

namespace {

constexpr int kColors = 3;

std::size_t place(const Picture& picture, int x, int y) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
            static_cast<std::size_t>(x)) *
           kColors;
}

}  // namespace

Result<Picture> read_picture(const std::string& path) {
    Picture picture;
    int channels = 0;
    const std::unique_ptr<unsigned char, void (*)(void*)> bytes{
        stbi_load(path.c_str(), &picture.width, &picture.height, &channels, kColors),
        &stbi_image_free};
    if (!bytes) return fail(Code::not_found, path + ": " + stbi_failure_reason());
    const std::size_t size = place(picture, 0, picture.height);
    picture.rgb.assign(bytes.get(), bytes.get() + size);
    return picture;
}

Status write_picture(const std::string& path, const Picture& picture) {
    if (stbi_write_png(path.c_str(), picture.width, picture.height, kColors, picture.rgb.data(),
                       picture.width * kColors) == 0)
        return fail(Code::storage, "cannot write " + path);
    return {};
}

Picture halved(const Picture& picture) {
    Picture half{picture.width / 2, picture.height / 2, {}};
    half.rgb.reserve(place(half, 0, half.height));
    for (int y = 0; y < half.height; ++y)
        for (int x = 0; x < half.width; ++x)
            for (std::size_t color = 0; color < kColors; ++color) {
                const auto at = [&](int right, int down) {
                    return int{picture.rgb[place(picture, 2 * x + right, 2 * y + down) + color]};
                };
                const int sum = at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1);
                half.rgb.push_back(static_cast<std::uint8_t>((sum + 2) / 4));
            }
    return half;
}

double share_that_differs(const Picture& one, const Picture& other, int tolerance) {
    if (one.width != other.width || one.height != other.height || one.rgb.empty()) return 1;
    std::size_t differing = 0;
    for (std::size_t at = 0; at < one.rgb.size(); at += kColors) {
        bool differs = false;
        for (std::size_t color = 0; color < kColors; ++color)
            differs = differs ||
                      std::abs(int{one.rgb[at + color]} - int{other.rgb[at + color]}) > tolerance;
        differing += differs ? 1 : 0;
    }
    return static_cast<double>(differing) * kColors / static_cast<double>(one.rgb.size());
}

}  // namespace qp::kiosk::accessibility
