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

class Pictograms {
public:
    explicit Pictograms(Atlas& atlas) : atlas_{atlas} {}

    // Reads every NAME.png of the folder (the build makes them from the SVG files).
    Status load(const std::string& folder);
    bool has(std::string_view name) const { return sources_.find(name) != sources_.end(); }
    // Null where there is no such pictogram: the caller draws a box, as for a missing glyph.
    const AtlasRegion* find(std::string_view name, int side);

private:
    struct Source {
        int side = 0;
        std::vector<unsigned char> coverage;
    };
    Atlas& atlas_;
    std::map<std::string, Source, std::less<>> sources_;
    std::map<std::pair<std::string, int>, AtlasRegion> regions_;
};

}  // namespace qp::kiosk
