// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/draw/pictograms.h"

#include <stb/stb_image.h>
#include <stb/stb_image_resize.h>

#include <filesystem>

namespace qp::kiosk {

Result<PictogramImages> read_pictograms(const std::string& folder) {
    PictogramImages images;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
        if (entry.path().extension() != ".png") continue;
        int width = 0;
        int height = 0;
        int channels = 0;
        unsigned char* rgba = stbi_load(entry.path().c_str(), &width, &height, &channels, 4);
        if (rgba == nullptr || width != height) {
            stbi_image_free(rgba);
            return fail(Code::damaged, entry.path().string() + " is not a square PNG");
        }
        PictogramImage image{width, {}};
        image.coverage.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(width));
        for (int i = 0; i < width * width; ++i) image.coverage.push_back(rgba[i * 4 + 3]);
        stbi_image_free(rgba);
        images.insert_or_assign(entry.path().stem().string(), std::move(image));
    }
    if (error) return fail(Code::not_found, folder + ": " + error.message());
    if (images.empty()) return fail(Code::not_found, folder + " holds no pictograms");
    return images;
}

const AtlasRegion* Pictograms::find(std::string_view name, int side) {
    const auto image = images_.find(name);
    if (image == images_.end() || side <= 0) return nullptr;
    const std::pair key{std::string{name}, side};
    const auto known = masks_.find(key);
    if (known != masks_.end() && atlas_.use(known->second.use)) return &known->second.region;
    std::vector<unsigned char> scaled(static_cast<std::size_t>(side) *
                                      static_cast<std::size_t>(side));
    stbir_resize_uint8(image->second.coverage.data(), image->second.side, image->second.side, 0,
                       scaled.data(), side, side, 0, 1);
    const auto mask = atlas_.add_mask(side, side, scaled);
    if (!mask) return nullptr;
    return &masks_.insert_or_assign(key, *mask).first->second.region;
}

}  // namespace qp::kiosk
