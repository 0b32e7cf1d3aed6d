// SPDX-License-Identifier: EUPL-1.2
#include "native/files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "core/base/id.h"
#include "native/disk_room.h"
#include "native/system_clock.h"
#include "native/system_random.h"

namespace fs = std::filesystem;
namespace native = qp::native;

namespace {

// Gone with everything in it when the test ends.
struct Folder {
    Folder() {
        std::string name = (fs::temp_directory_path() / "qp-files-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    std::string operator/(const char* name) const { return (fs::path{path} / name).string(); }
    std::string path;
};

std::string content(const std::string& path) {
    const auto text = native::read_text(path, 1000);
    REQUIRE(text);
    return *text;
}

}  // namespace

TEST_CASE("what was written durably is read again, and replaces what was there") {
    Folder folder;
    REQUIRE(native::write_durably(folder / "a", qp::as_bytes("one"), native::Access::everybody));
    REQUIRE(native::write_durably(folder / "a", qp::as_bytes("two"), native::Access::everybody));
    CHECK(content(folder / "a") == "two");
    CHECK_FALSE(native::exists(folder / "a.new"));
}

TEST_CASE("a key file can be read by its owner alone, whatever was left by a crash") {
    Folder folder;
    REQUIRE(native::write_durably(folder / "k.new", qp::as_bytes("x"), native::Access::everybody));
    REQUIRE(native::write_durably(folder / "k", qp::as_bytes("key"), native::Access::owner));
    struct stat status {};
    REQUIRE(::stat((folder / "k").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a file that was not finished leaves what was there, and nothing beside") {
    Folder folder;
    REQUIRE(native::write_durably(folder / "a", qp::as_bytes("old"), native::Access::everybody));
    {
        auto file = native::DurableFile::create(folder / "a", native::Access::everybody);
        REQUIRE(file);
        REQUIRE(file->add(qp::as_bytes("half")));
        REQUIRE(file->sync());
        CHECK(content(file->beside()) == "half");
        CHECK(content(folder / "a") == "old");
    }
    CHECK(content(folder / "a") == "old");
    CHECK_FALSE(native::exists(folder / "a.new"));
    auto file = native::DurableFile::create(folder / "a", native::Access::everybody);
    REQUIRE(file);
    for (const char* piece : {"ne", "w"}) REQUIRE(file->add(qp::as_bytes(piece)));
    REQUIRE(file->finish());
    CHECK(content(folder / "a") == "new");
}

TEST_CASE("a missing file, one too large and a folder in the way are told apart") {
    Folder folder;
    CHECK(native::read_bytes(folder / "none", 10).error().code == qp::Code::not_found);
    REQUIRE(native::write_durably(folder / "a", qp::as_bytes("123456"), native::Access::everybody));
    CHECK(native::read_bytes(folder / "a", 5).error().code == qp::Code::too_large);
    CHECK(native::read_bytes(folder / "a", 6));
    CHECK(native::make_folder(folder / "a").error().code == qp::Code::bad_argument);
    CHECK_FALSE(native::make_folder(folder / "a/b"));
    CHECK(native::make_folder(folder / "x/y/z"));
    CHECK(native::make_folder(folder / "x/y/z"));
}

TEST_CASE("a database that cannot be used is set aside whole and never overwritten") {
    Folder folder;
    const auto now = qp::instant(1795444325000);
    std::string names[2];
    for (std::string& name : names) {
        for (const char* part : {"local.db", "local.db-wal", "local.db-shm"})
            REQUIRE(native::write_durably(folder / part, qp::as_bytes(part),
                                          native::Access::everybody));
        const auto aside = native::set_aside(folder / "local.db", now);
        REQUIRE(aside);
        name = *aside;
        CHECK_FALSE(native::exists(folder / "local.db"));
        CHECK_FALSE(native::exists(folder / "local.db-wal"));
        CHECK(content(name) == "local.db");
        CHECK(content(name + "-wal") == "local.db-wal");
    }
    CHECK(names[0] != names[1]);
    CHECK(native::kept_aside(folder / "local.db") == std::vector<std::string>{names[0], names[1]});
    CHECK(native::kept_aside(folder / "content.db").empty());
    CHECK(native::kept_aside(folder / "no/such/folder/local.db").empty());
}

TEST_CASE("free room is known for a database that does not exist yet") {
    Folder folder;
    CHECK(native::DiskRoom{folder / "not/yet/local.db"}.free_bytes() > 0);
    CHECK(native::DiskRoom{"/proc/self/x"}.free_bytes() == 0);
}

TEST_CASE("the machine's clock and randomness answer") {
    CHECK(qp::ms(native::SystemClock{}.now()) > 1700000000000);
    native::SystemRandom random;
    CHECK(qp::random_id_bytes(random) != qp::random_id_bytes(random));
}
