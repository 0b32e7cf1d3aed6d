// SPDX-License-Identifier: EUPL-1.2
#include "native/file_hash.h"

#include <doctest/doctest.h>

#include "core/ops/crypto.h"
#include "core/store/test_files.h"
#include "native/files.h"

namespace qp::native {

TEST_CASE("a file's hash is the one that the city signs, however the pieces fall") {
    const store::TestFolder folder;
    Bytes bytes(300'000);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * i >> 3);
    const std::string path = folder.file("snapshot.db");
    REQUIRE(write_durably(path, bytes, Access::owner));
    const auto of_file = hash_of_file(path);
    REQUIRE(of_file);
    CHECK(*of_file == ops::sha256(bytes));
    FileHash hash;
    for (std::size_t at = 0; at < bytes.size(); at += 777)
        hash.add(BytesView{bytes}.subspan(at, std::min<std::size_t>(777, bytes.size() - at)));
    CHECK(hash.finish() == ops::sha256(bytes));
    CHECK(FileHash{}.finish() == ops::sha256({}));
    CHECK(hash_of_file(folder.file("none")).error().code == Code::not_found);
}

}  // namespace qp::native
