// SPDX-License-Identifier: EUPL-1.2
// Photos as they travel: which formats, and nothing in them but the picture. A camera writes where
// and when a photo was taken, and with what, beside it (Exif, XMP, IPTC, comments); none of that
// leaves a device. Formats: JPEG (ITU-T T.81), PNG (W3C PNG, third edition), WebP (RFC 9649). A
// picture that is turned by its Exif data alone must be turned by whoever took it, before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace qp::ops {

inline constexpr std::size_t kImageBytesMax = 2 * 1024 * 1024;

enum class ImageType : std::uint8_t { jpeg, png, webp };
std::string_view media_type(ImageType type);  // "image/jpeg"

// By its first bytes. Nothing for any other format.
std::optional<ImageType> image_type(BytesView image);

// The same picture without all that describes it; colour profiles and animation stay. bad_argument:
// no such format; too_large; malformed: its parts do not fit together (nothing is guessed then, and
// nothing of it goes out).
Result<Bytes> without_metadata(BytesView image);

}  // namespace qp::ops
