// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/snapshot_download.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "core/base/seeded_random.h"
#include "core/ops/pull.h"
#include "native/files.h"
#include "tests/net/loopback_server.h"
#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::client;
using net::http_answer;
using net::LoopbackServer;
using net::SeenRequest;
using net::Socket;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> kScopes{"city", "mitte"};

// A city that signs snapshots of any bytes, and a folder to fetch them into.
struct Fixture {
    Fixture() {
        SeededRandom random{1};
        const auto genesis = ops::KeyPair::generate(random);
        secrets.push_back(ops::CitySecret::generate(random, Instant{}));
        keys = ops::sign_city_keys(genesis, 1, secrets, "Teststadt");
        std::string name = (fs::temp_directory_path() / "qp-snapshot-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder = name;
        file.resize(200000);
        for (char& c : file) c = static_cast<char>(random.below(256));
    }
    ~Fixture() { fs::remove_all(folder); }

    std::string headers() const {
        const ops::Hash hash = ops::sha256(as_bytes(file));
        const auto signature = ops::sign_snapshot(keys.city, secrets[0], kScopes, hash);
        return "ETag: \"" + to_hex(hash) + "\"\r\nQuartierpuls-Hash: " + to_hex(hash) +
               "\r\nquartierpuls-key: " + to_hex(secrets[0].id()) +
               "\r\nQuartierpuls-Signature: " + to_base64url(signature) + "\r\n";
    }
    // As a city would: whole, or the rest where the part fits.
    std::string answer(const SeenRequest& asked) const {
        const std::string hash = to_hex(ops::sha256(as_bytes(file)));
        const std::string range = asked.header("Range");
        if (range.empty() || asked.header("If-Range") != "\"" + hash + "\"")
            return http_answer(200, headers(), file);
        const std::size_t from = std::stoul(range.substr(6));
        return http_answer(206,
                           headers() + "Content-Range: bytes " + std::to_string(from) + "-" +
                               std::to_string(file.size() - 1) + "/" + std::to_string(file.size()) +
                               "\r\n",
                           file.substr(from));
    }
    SnapshotDownload download(const LoopbackServer& server) {
        return SnapshotDownload{{server.url(), ""}, stop, (folder / "snapshot.db").string(), room};
    }
    Result<int> fetch(const LoopbackServer& server) {
        return download(server).fetch(request, keys, kScopes);
    }
    std::string fetched() {
        const auto text = native::read_text((folder / "snapshot.db").string(), 1 << 20);
        return text ? *text : "";
    }

    std::vector<ops::CitySecret> secrets;
    ops::CityKeys keys;
    fs::path folder;
    std::string file;
    StopFlag stop{false};
    sim::FakeRoom room;
    replica::Request request{
        replica::Lane::snapshot, "GET", "/api/v1/snapshot?scope=city,mitte", "", {}, 1 << 20};
};

}  // namespace

TEST_CASE("a snapshot that the city signed arrives whole") {
    Fixture fixture;
    LoopbackServer server{[&](const SeenRequest& request, Socket& socket) {
        return socket.write(fixture.answer(request));
    }};
    const auto status = fixture.fetch(server);
    REQUIRE(status);
    CHECK(*status == 200);
    CHECK(fixture.fetched() == fixture.file);
    CHECK(std::distance(fs::directory_iterator{fixture.folder}, fs::directory_iterator{}) == 1);
}

TEST_CASE("a broken download goes on where it stopped") {
    Fixture fixture;
    int requests = 0;
    LoopbackServer server{[&](const SeenRequest& request, Socket& socket) {
        const std::string answer = fixture.answer(request);
        if (++requests < 4) {
            socket.write(answer.substr(0, answer.size() / 2));
            return false;
        }
        return socket.write(answer);
    }};
    for (int i = 0; i < 3; ++i) {
        const auto status = fixture.fetch(server);
        REQUIRE(!status);
        CHECK(status.error().code == Code::unavailable);
        CHECK(fixture.fetched().empty());
    }
    REQUIRE(fixture.fetch(server));
    CHECK(fixture.fetched() == fixture.file);
    const auto seen = server.seen();
    REQUIRE(seen.size() == 4);
    CHECK(seen[0].header("Range").empty());
    CHECK(std::stoul(seen[3].header("Range").substr(6)) > fixture.file.size() / 2);
}

TEST_CASE("a snapshot that changed meanwhile is fetched from its start") {
    Fixture fixture;
    bool is_first = true;
    LoopbackServer server{[&](const SeenRequest& request, Socket& socket) {
        const std::string answer = fixture.answer(request);
        if (!std::exchange(is_first, false)) return socket.write(answer);
        socket.write(answer.substr(0, answer.size() / 2));
        return false;
    }};
    REQUIRE(!fixture.fetch(server));
    fixture.file[0] ^= 1;
    REQUIRE(fixture.fetch(server));
    CHECK(fixture.fetched() == fixture.file);
}

TEST_CASE("a snapshot with one byte changed, or signed by nobody, is never given out") {
    Fixture fixture;
    LoopbackServer changed{[&](const SeenRequest& request, Socket& socket) {
        std::string answer = fixture.answer(request);
        answer.back() ^= 1;
        return socket.write(answer);
    }};
    LoopbackServer unsigned_one{[&](const SeenRequest&, Socket& socket) {
        return socket.write(http_answer(200, "", fixture.file));
    }};
    for (const LoopbackServer* server : {&changed, &unsigned_one}) {
        const auto status = fixture.fetch(*server);
        REQUIRE(!status);
        CHECK(status.error().code == Code::bad_signature);
        CHECK(fixture.fetched().empty());
        CHECK(fs::is_empty(fixture.folder));
    }
}

TEST_CASE("a snapshot for other scopes than those asked for is refused") {
    Fixture fixture;
    LoopbackServer server{[&](const SeenRequest& request, Socket& socket) {
        return socket.write(fixture.answer(request));
    }};
    const auto status = fixture.download(server).fetch(fixture.request, fixture.keys, {"heepen"});
    REQUIRE(!status);
    CHECK(status.error().code == Code::bad_signature);
}

TEST_CASE("a snapshot larger than half of the free room is not taken") {
    Fixture fixture;
    fixture.room.free = 300000;
    LoopbackServer server{[&](const SeenRequest& request, Socket& socket) {
        return socket.write(fixture.answer(request));
    }};
    const auto status = fixture.fetch(server);
    REQUIRE(!status);
    CHECK(status.error().code == Code::too_large);
    CHECK(fs::is_empty(fixture.folder));
}

TEST_CASE("a city that has no snapshot says so, and no file appears") {
    Fixture fixture;
    LoopbackServer server{[](const SeenRequest&, Socket& socket) {
        return socket.write(http_answer(404, "", "no"));
    }};
    const auto status = fixture.fetch(server);
    REQUIRE(status);
    CHECK(*status == 404);
    CHECK(fs::is_empty(fixture.folder));
}
