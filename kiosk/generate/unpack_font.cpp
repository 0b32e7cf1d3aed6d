// SPDX-License-Identifier: EUPL-1.2
// unpack_font IN.woff2 OUT.ttf: FreeType reads a compressed font, HarfBuzz under Pango does not.
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H

#include <cstdio>
#include <fstream>
#include <memory>
#include <vector>

namespace {

using Library = std::unique_ptr<FT_LibraryRec_, decltype(&FT_Done_FreeType)>;
using Face = std::unique_ptr<FT_FaceRec_, decltype(&FT_Done_Face)>;

Library open_library() {
    FT_Library library = nullptr;
    FT_Init_FreeType(&library);
    return {library, FT_Done_FreeType};
}

Face open_face(const Library& library, const char* path) {
    FT_Face face = nullptr;
    if (library) FT_New_Face(library.get(), path, 0, &face);
    return {face, FT_Done_Face};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: unpack_font IN.woff2 OUT.ttf\n");
        return 2;
    }
    const Library library = open_library();
    const Face face = open_face(library, argv[1]);
    if (!face) {
        std::fprintf(stderr, "unpack_font: %s is no font that FreeType reads\n", argv[1]);
        return 1;
    }
    // Tag 0 means the whole file, which for WOFF2 is the one that FreeType rebuilt in memory.
    FT_ULong length = 0;
    std::vector<unsigned char> bytes;
    if (FT_Load_Sfnt_Table(face.get(), 0, 0, nullptr, &length) == 0) bytes.resize(length);
    if (bytes.empty() || FT_Load_Sfnt_Table(face.get(), 0, 0, bytes.data(), &length) != 0) {
        std::fprintf(stderr, "unpack_font: %s has no tables\n", argv[1]);
        return 1;
    }
    std::ofstream out{argv[2], std::ios::binary};
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(length));
    return out.good() ? 0 : 1;
}
