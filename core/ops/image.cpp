// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/image.h"

#include <algorithm>
#include <array>

namespace qp::ops {

namespace {

constexpr std::array<std::uint8_t, 3> kJpeg{0xff, 0xd8, 0xff};
constexpr std::array<std::uint8_t, 8> kPng{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
constexpr std::size_t kRiffBytes = 12;  // "RIFF", size, "WEBP"

template <std::size_t N>
bool begins_with(BytesView bytes, const std::array<std::uint8_t, N>& begin) {
    return bytes.size() >= N && std::equal(begin.begin(), begin.end(), bytes.begin());
}

bool is_text(BytesView bytes, std::size_t at, std::string_view text) {
    return bytes.size() >= at + text.size() && as_text(bytes.subspan(at, text.size())) == text;
}

void append(Bytes& out, BytesView part) {
    out.insert(out.end(), part.begin(), part.end());
}

std::uint32_t big_endian(BytesView bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[at + i];
    return value;
}

std::uint32_t little_endian(BytesView bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i > 0; --i) value = value << 8 | bytes[at + i - 1];
    return value;
}

tl::unexpected<Error> broken() {
    return fail(Code::malformed, "an image whose parts do not fit together");
}

// Kept: the frame itself, JFIF's density (APP0), colour profiles (APP2), Adobe's transform (APP14).
bool is_metadata(std::uint8_t marker) {
    const bool is_application = marker >= 0xe0 && marker <= 0xef;
    const bool is_needed = marker == 0xe0 || marker == 0xe2 || marker == 0xee;
    return (is_application && !is_needed) || marker == 0xfe;  // 0xfe: a comment
}

// These have no length behind them, so where a segment must begin they are none. (Taken for one
// behind a segment that is left out, a restart would become a part of the coded data before it.)
bool stands_alone(std::uint8_t marker) {
    return marker == 0x00 || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd9);
}

// Fill bytes (T.81, B.1.1.2) may stand before a marker.
std::size_t without_fill(BytesView image, std::size_t at) {
    while (at + 1 < image.size() && image[at] == 0xff && image[at + 1] == 0xff) ++at;
    return at;
}

// Segments up to the first scan; from there on the coded picture, up to the end of the image. What
// is hung on behind that (a second picture, a film) is dropped.
Result<Bytes> clean_jpeg(BytesView image) {
    constexpr std::uint8_t kScan = 0xda;
    constexpr std::uint8_t kEnd = 0xd9;
    Bytes out{0xff, 0xd8};
    std::size_t at = 2;
    for (;;) {
        at = without_fill(image, at);
        if (at + 4 > image.size() || image[at] != 0xff) return broken();
        const std::uint8_t marker = image[at + 1];
        if (stands_alone(marker)) return broken();
        const std::size_t size = 2 + big_endian(image, at + 2, 2);
        if (size < 4 || at + size > image.size()) return broken();
        if (!is_metadata(marker)) append(out, image.subspan(at, size));
        at += size;
        if (marker != kScan) continue;
        // Between scans there may be tables; only a marker that is neither stuffing nor a restart
        // ends the coded data.
        std::size_t end = at;
        while (end + 1 < image.size() && (image[end] != 0xff || image[end + 1] == 0 ||
                                          (image[end + 1] >= 0xd0 && image[end + 1] <= 0xd7)))
            ++end;
        if (end + 1 >= image.size()) return broken();
        append(out, image.subspan(at, end - at));
        at = without_fill(image, end);
        if (at + 1 < image.size() && image[at + 1] == kEnd) break;
    }
    out.insert(out.end(), {0xff, kEnd});
    return out;
}

Result<Bytes> clean_png(BytesView image) {
    constexpr std::array<std::string_view, 5> kDropped{"eXIf", "tEXt", "zTXt", "iTXt", "tIME"};
    Bytes out{kPng.begin(), kPng.end()};
    for (std::size_t at = kPng.size();;) {
        if (at + 12 > image.size()) return broken();
        const std::size_t size = std::size_t{12} + big_endian(image, at, 4);
        if (size > image.size() - at) return broken();
        const std::string_view type = as_text(image.subspan(at + 4, 4));
        if (std::find(kDropped.begin(), kDropped.end(), type) == kDropped.end())
            append(out, image.subspan(at, size));
        if (type == "IEND") return out;
        at += size;
    }
}

Result<Bytes> clean_webp(BytesView image) {
    constexpr std::uint8_t kHasExifOrXmp = 0x08 | 0x04;
    const std::size_t end = std::size_t{8} + little_endian(image, 4);
    if (end > image.size()) return broken();
    Bytes out{image.begin(), image.begin() + kRiffBytes};
    for (std::size_t at = kRiffBytes; at < end;) {
        if (at + 8 > end) return broken();
        const std::size_t stated = little_endian(image, at + 4);
        const std::size_t size = 8 + stated + stated % 2;
        if (size > end - at) return broken();
        const bool is_dropped = is_text(image, at, "EXIF") || is_text(image, at, "XMP ");
        const std::size_t kept_at = out.size();
        if (!is_dropped) append(out, image.subspan(at, size));
        if (is_text(image, at, "VP8X") && stated > 0)
            out[kept_at + 8] = static_cast<std::uint8_t>(out[kept_at + 8] & ~kHasExifOrXmp);
        at += size;
    }
    const auto size = static_cast<std::uint32_t>(out.size() - 8);
    for (std::size_t i = 0; i < 4; ++i) out[4 + i] = static_cast<std::uint8_t>(size >> (8 * i));
    return out;
}

}  // namespace

std::string_view media_type(ImageType type) {
    switch (type) {
        case ImageType::jpeg:
            return "image/jpeg";
        case ImageType::png:
            return "image/png";
        case ImageType::webp:
            break;
    }
    return "image/webp";
}

std::optional<ImageType> image_type(BytesView image) {
    if (begins_with(image, kJpeg)) return ImageType::jpeg;
    if (begins_with(image, kPng)) return ImageType::png;
    if (is_text(image, 0, "RIFF") && is_text(image, 8, "WEBP")) return ImageType::webp;
    return std::nullopt;
}

Result<Bytes> without_metadata(BytesView image) {
    const auto type = image_type(image);
    if (!type) return fail(Code::bad_argument, "neither JPEG nor PNG nor WebP");
    if (image.size() > kImageBytesMax) return fail(Code::too_large, "an image beyond 2 MiB");
    switch (*type) {
        case ImageType::jpeg:
            return clean_jpeg(image);
        case ImageType::png:
            return clean_png(image);
        case ImageType::webp:
            break;
    }
    return clean_webp(image);
}

}  // namespace qp::ops
