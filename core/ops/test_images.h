// SPDX-License-Identifier: EUPL-1.2
// The smallest images that hold what a camera writes beside a picture.
#pragma once

#include <string>

#include "core/base/bytes.h"

namespace qp::ops {

inline constexpr const char* kSecretPlace = "52.0211N 8.5347E";

inline Bytes bytes_from(const std::string& text) {
    return Bytes{text.begin(), text.end()};
}

inline std::string jpeg_segment(char marker, const std::string& content) {
    const auto size = content.size() + 2;
    return std::string{'\xff', marker, static_cast<char>(size >> 8), static_cast<char>(size)} +
           content;
}

// `picture`: coded data, without 0xff.
inline Bytes test_jpeg(const std::string& picture = "picture") {
    const std::string place = kSecretPlace;
    return bytes_from("\xff\xd8" + jpeg_segment('\xe0', "JFIF") +
                      jpeg_segment('\xe1', "Exif" + place) + jpeg_segment('\xe2', "ICC_PROFILE") +
                      jpeg_segment('\xed', "Photoshop" + place) + jpeg_segment('\xfe', place) +
                      jpeg_segment('\xdb', "tables") + jpeg_segment('\xda', "scan") + picture +
                      std::string{'\xff', '\0', '\xff', '\xd0'} + "more" +
                      jpeg_segment('\xc4', "between") + jpeg_segment('\xda', "scan2") + "last" +
                      "\xff\xd9" + "MotionPhoto" + place);
}

inline std::string png_chunk(const std::string& type, const std::string& content) {
    const auto size = content.size();
    return std::string{static_cast<char>(size >> 24), static_cast<char>(size >> 16),
                       static_cast<char>(size >> 8), static_cast<char>(size)} +
           type + content + "CRC!";
}

inline Bytes test_png() {
    const std::string place = kSecretPlace;
    return bytes_from("\x89PNG\r\n\x1a\n" + png_chunk("IHDR", "head") + png_chunk("eXIf", place) +
                      png_chunk("tEXt", "Comment" + place) + png_chunk("iTXt", place) +
                      png_chunk("IDAT", "picture") + png_chunk("tIME", place) +
                      png_chunk("IEND", "") + place);
}

inline std::string riff_chunk(const std::string& type, std::string content) {
    const auto size = content.size();
    if (size % 2) content.push_back('\0');
    return type +
           std::string{static_cast<char>(size), static_cast<char>(size >> 8),
                       static_cast<char>(size >> 16), static_cast<char>(size >> 24)} +
           content;
}

inline Bytes test_webp() {
    const std::string chunks = "WEBP" +
                               riff_chunk("VP8X", std::string{"\x2c\0\0\0\0\0\0\0\0\0", 10}) +
                               riff_chunk("ICCP", "profile") + riff_chunk("VP8 ", "picture") +
                               riff_chunk("EXIF", kSecretPlace) + riff_chunk("XMP ", kSecretPlace);
    std::string file = riff_chunk("RIFF", chunks);
    return bytes_from(file + kSecretPlace);
}

}  // namespace qp::ops
