// SPDX-License-Identifier: EUPL-1.2
#include "native/device_key.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "native/system_random.h"

namespace fs = std::filesystem;
namespace native = qp::native;

TEST_CASE("a device keeps its key over restarts, for its owner's eyes, and never replaces one") {
    std::string folder = (fs::temp_directory_path() / "qp-device-key-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const std::string path = folder + "/device.key";
    native::SystemRandom random;

    const auto made = native::device_key(path, random);
    REQUIRE(made);
    CHECK(native::device_key(path, random)->public_key() == made->public_key());
    struct stat state {};
    REQUIRE(::stat(path.c_str(), &state) == 0);
    CHECK((state.st_mode & 0777) == 0600);

    std::ofstream{path} << "something else\n";
    const auto refused = native::device_key(path, random);
    REQUIRE(!refused);
    CHECK(refused.error().code == qp::Code::damaged);
    CHECK(refused.error().detail.find("device.key") != std::string::npos);
    std::ifstream in{path};
    std::string kept;
    std::getline(in, kept);
    CHECK(kept == "something else");
    fs::remove_all(folder);
}
