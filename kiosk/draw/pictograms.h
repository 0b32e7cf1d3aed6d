// SPDX-License-Identifier: EUPL-1.2
// The pictograms of assets/pictograms as masks of the size that is asked for.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "kiosk/draw/atlas.h"

namespace qp::kiosk {

// As large as the build made it.
struct PictogramImage {
    int side = 0;
    std::vector<unsigned char> coverage;  // side × side bytes
};
using PictogramImages = std::map<std::string, PictogramImage, std::less<>>;

// Reads every NAME.png of the folder (the build makes them from the SVG files). Any thread.
Result<PictogramImages> read_pictograms(const std::string& folder);

// One thread.
class Pictograms {
public:
    Pictograms(Atlas& atlas, PictogramImages images) : atlas_{atlas}, images_{std::move(images)} {}

    bool has(std::string_view name) const { return images_.find(name) != images_.end(); }
    // Good for this frame. Null where there is no such pictogram, or no room for it: the caller
    // draws a box, as for a missing glyph.
    const AtlasRegion* find(std::string_view name, int side);

private:
    Atlas& atlas_;
    PictogramImages images_;
    std::map<std::pair<std::string, int>, AtlasMask> masks_;
};

}  // namespace qp::kiosk
