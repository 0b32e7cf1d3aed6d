// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/image.h"

#include <doctest/doctest.h>

#include "core/base/seeded_random.h"
#include "core/ops/test_images.h"

namespace qp::ops {

namespace {

bool holds(const Bytes& bytes, std::string_view words) {
    return as_text(bytes).find(words) != std::string_view::npos;
}

}  // namespace

TEST_CASE("nothing but the picture leaves a device: no place, time, camera or comment") {
    const std::pair<Bytes, ImageType> images[] = {{test_jpeg(), ImageType::jpeg},
                                                  {test_png(), ImageType::png},
                                                  {test_webp(), ImageType::webp}};
    for (const auto& entry : images) {
        const Bytes& image = entry.first;
        const ImageType type = entry.second;
        INFO(std::string{media_type(type)});
        REQUIRE(image_type(image) == type);
        REQUIRE(holds(image, kSecretPlace));
        const auto clean = without_metadata(image);
        REQUIRE(clean);
        CHECK(image_type(*clean) == type);
        CHECK_FALSE(holds(*clean, kSecretPlace));
        for (const char* word : {"Exif", "eXIf", "EXIF", "XMP ", "tEXt", "Photoshop"})
            CHECK_FALSE(holds(*clean, word));
        CHECK(holds(*clean, "picture"));
        // What is clean stays as it is.
        CHECK(without_metadata(*clean) == *clean);
    }
    CHECK(holds(*without_metadata(test_jpeg()), "ICC_PROFILE"));
    CHECK(holds(*without_metadata(test_jpeg()), "scan2last"));
    CHECK(holds(*without_metadata(test_webp()), "profile"));
    // The flags of an extended WebP no longer promise what is gone.
    CHECK((*without_metadata(test_webp()))[20] == 0x20);
}

TEST_CASE("another format, or one too large, is refused") {
    for (const char* text : {"GIF89a......", "%PDF-1.7", "<svg/>", ""})
        CHECK(without_metadata(as_bytes(std::string_view{text})).error().code ==
              Code::bad_argument);
    CHECK(without_metadata(test_jpeg(std::string(kImageBytesMax, 'x'))).error().code ==
          Code::too_large);
}

TEST_CASE("a damaged image is refused or cleaned, and never read beyond its end") {
    SeededRandom random{3};
    for (const Bytes& image : {test_jpeg(), test_png(), test_webp()}) {
        for (std::size_t size = 0; size < image.size(); ++size)
            (void)without_metadata(BytesView{image}.first(size));
        for (int i = 0; i < 3000; ++i) {
            Bytes broken = image;
            broken[random.below(broken.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
            const auto clean = without_metadata(broken);
            if (clean) CHECK(clean->size() <= broken.size());
        }
    }
}

}  // namespace qp::ops
