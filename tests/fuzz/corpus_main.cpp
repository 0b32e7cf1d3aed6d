// SPDX-License-Identifier: EUPL-1.2
// The corpus as ordinary test cases.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/target.h"

namespace qp::fuzz {

namespace fs = std::filesystem;

void hold(bool is_kept, const char* promise) {
    INFO(std::string{promise});
    REQUIRE(is_kept);
}

void take_corpus(const char* name, Target target) {
    const char* source = std::getenv("QP_SOURCE");
    REQUIRE(source != nullptr);
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{fs::path{source} / "tests/fuzz/corpus" / name})
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    REQUIRE_FALSE(files.empty());
    for (const fs::path& path : files) {
        INFO(path.string());
        std::ifstream file{path, std::ios::binary};
        REQUIRE(file.is_open());
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        target(as_bytes(text));
    }
    // No seed may say of itself that the empty input is taken.
    target(BytesView{});
}

}  // namespace qp::fuzz
