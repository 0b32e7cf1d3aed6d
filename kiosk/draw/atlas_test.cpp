// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/draw/atlas.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "kiosk/draw/test_textures.h"

namespace qp::kiosk {
namespace {

constexpr std::size_t kPageBytes = std::size_t{kAtlasPageSide} * kAtlasPageSide;

std::vector<std::uint8_t> filled(int width, int height, int value) {
    return std::vector<std::uint8_t>(
        static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
        static_cast<std::uint8_t>(value));
}

struct Fixture {
    // One that leaves no room for another of its kind in its page.
    AtlasMask page(int value) {
        constexpr int kSide = kAtlasPageSide - 1;
        const auto mask = atlas.add_mask(kSide, kSide, filled(kSide, kSide, value));
        REQUIRE(mask);
        return *mask;
    }
    bool end_frame() {
        atlas.flush();
        return atlas.end_frame();
    }
    TestTextures textures;
    Atlas atlas{textures, 3 * kPageBytes};
};

TEST_CASE("every mask keeps its own pixels, and a full page gets a successor") {
    TestTextures textures;
    Atlas atlas{textures};
    std::vector<AtlasRegion> regions;
    for (int i = 0; i < 900; ++i) {
        const int w = 10 + (i * 37) % 60;
        const int h = 12 + (i * 53) % 70;
        const auto mask = atlas.add_mask(w, h, filled(w, h, i % 250 + 1));
        REQUIRE(mask);
        regions.push_back(mask->region);
        if (i % 100 == 0) atlas.flush();
    }
    atlas.flush();
    CHECK(atlas.pages() > 1);
    bool is_own = true;
    for (int i = 0; i < 900; ++i) {
        const AtlasRegion& region = regions[static_cast<std::size_t>(i)];
        is_own = is_own &&
                 textures.coverage_of(region) == filled(region.width, region.height, i % 250 + 1);
    }
    CHECK(is_own);
}

TEST_CASE("a frame without new glyphs sends nothing to the graphics card") {
    TestTextures textures;
    Atlas atlas{textures};
    atlas.add_mask(4, 4, filled(4, 4, 9));
    atlas.add_mask(5, 5, filled(5, 5, 9));
    atlas.flush();
    CHECK(textures.updates == 1);
    atlas.flush();
    CHECK(textures.updates == 1);
}

TEST_CASE("a mask larger than a page gets a page of its size") {
    TestTextures textures;
    Atlas atlas{textures};
    const auto mask = atlas.add_mask(1500, 20, filled(1500, 20, 255));
    REQUIRE(mask);
    CHECK(mask->region.width == 1500);
    CHECK(textures.bytes() >= std::size_t{1500} * 1500);
    CHECK(atlas.bytes() == textures.bytes());
}

TEST_CASE_FIXTURE(Fixture,
                  "at its bound the atlas lets go what was not used for the longest time") {
    AtlasMask first = page(1);
    end_frame();
    AtlasMask second = page(2);
    end_frame();
    AtlasMask third = page(3);
    end_frame();
    CHECK(atlas.use(first.use));
    end_frame();

    AtlasMask fourth = page(4);
    CHECK(textures.bytes() == 3 * kPageBytes);
    CHECK_FALSE(atlas.use(second.use));
    CHECK_FALSE(textures.has(second.region.texture));
    for (AtlasMask* there : {&first, &third, &fourth}) CHECK(atlas.use(there->use));
    end_frame();
    CHECK(textures.coverage_of(first.region).front() == 1);
    CHECK(textures.coverage_of(fourth.region).front() == 4);
}

TEST_CASE_FIXTURE(Fixture, "what lies where something else lay before is not taken for it") {
    AtlasMask first = page(1);
    end_frame();
    page(2);
    page(3);
    end_frame();
    AtlasMask in_its_place = page(4);
    CHECK(in_its_place.use.pages == first.use.pages);
    CHECK_FALSE(atlas.use(first.use));
    CHECK(atlas.use(in_its_place.use));
    // What is drawn from both is gone as well.
    AtlasUse both = in_its_place.use;
    both.pages |= first.use.pages;
    both.evictions = first.use.evictions;
    CHECK_FALSE(atlas.use(both));
}

TEST_CASE_FIXTURE(Fixture,
                  "a gap among what earlier frames showed is not filled: it would keep them") {
    AtlasMask first = *atlas.add_mask(900, 900, filled(900, 900, 1));
    end_frame();
    page(2);
    end_frame();
    AtlasMask small = *atlas.add_mask(8, 8, filled(8, 8, 3));
    CHECK(small.use.pages != first.use.pages);
    end_frame();
    // What is in use anyway has nothing to lose.
    CHECK(atlas.use(first.use));
    page(4);
    CHECK(atlas.add_mask(8, 8, filled(8, 8, 5))->use.pages == first.use.pages);
}

TEST_CASE_FIXTURE(Fixture, "a page larger than others makes as much room as it needs") {
    AtlasMask first = page(1);
    end_frame();
    AtlasMask second = page(2);
    end_frame();
    CHECK(atlas.add_mask(1100, 10, filled(1100, 10, 3)));
    CHECK_FALSE(atlas.use(first.use));
    CHECK(atlas.use(second.use));
    CHECK(textures.bytes() <= 3 * kPageBytes);
    CHECK(atlas.bytes() == textures.bytes());
    CHECK_FALSE(atlas.add_mask(2000, 2000, filled(2000, 2000, 4)));
    CHECK(atlas.use(second.use));
}

TEST_CASE_FIXTURE(Fixture, "what this frame uses stays, and nothing else finds room") {
    for (int i = 0; i < 3; ++i) page(i + 1);
    end_frame();
    AtlasMask kept[] = {page(4), page(5), page(6)};
    CHECK_FALSE(atlas.add_mask(600, 600, filled(600, 600, 7)));
    CHECK(textures.bytes() == 3 * kPageBytes);
    atlas.flush();
    for (int i = 0; i < 3; ++i) {
        CHECK(atlas.use(kept[i].use));
        CHECK(textures.coverage_of(kept[i].region).front() == 4 + i);
    }
}

TEST_CASE_FIXTURE(Fixture, "a few masks in each page keep no room for long: all is packed anew") {
    std::vector<AtlasMask> small;
    for (int i = 0; i < 3; ++i) {
        small.push_back(*atlas.add_mask(8, 8, filled(8, 8, i + 1)));
        const int height = kAtlasPageSide - 10;
        atlas.add_mask(kAtlasPageSide - 1, height, filled(kAtlasPageSide - 1, height, 9));
        end_frame();
    }
    for (AtlasMask& mask : small) CHECK(atlas.use(mask.use));
    CHECK_FALSE(atlas.add_mask(600, 600, filled(600, 600, 7)));
    CHECK(end_frame());
    CHECK(textures.bytes() == 0);

    for (AtlasMask& mask : small) {
        CHECK_FALSE(atlas.use(mask.use));
        CHECK(atlas.add_mask(8, 8, filled(8, 8, 1)));
    }
    CHECK(atlas.add_mask(600, 600, filled(600, 600, 7)));
    CHECK_FALSE(end_frame());
}

TEST_CASE_FIXTURE(Fixture, "a frame that shows more than fits is not drawn over and over") {
    const auto too_much = [&] {
        for (int i = 0; i < 4; ++i) atlas.add_mask(600, 600, filled(600, 600, 7));
        return end_frame();
    };
    CHECK(too_much());
    for (int frame = 0; frame < 3; ++frame) CHECK_FALSE(too_much());
    CHECK(textures.bytes_max <= 3 * kPageBytes);
    // One that fits comes between.
    CHECK_FALSE(end_frame());
    page(1);
    CHECK_FALSE(end_frame());
}

}  // namespace
}  // namespace qp::kiosk
