// SPDX-License-Identifier: EUPL-1.2
#include "tests/client_city/running_city.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "core/ops/relay.h"
#include "native/files.h"

namespace qp::client_city {

namespace fs = std::filesystem;
using namespace city;

namespace {

template <class T>
T must(Result<T> result) {
    REQUIRE_MESSAGE(result, result.error().detail);
    return std::move(*result);
}

}  // namespace

RunningCity::RunningCity(storage::PollSettings polls) : polls_{std::move(polls)} {
    std::string name = (fs::temp_directory_path() / "qp-city-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    fs::create_directory(folder_ / "data");
    const storage::DataFiles files{(folder_ / "data").string()};
    keys_ = must(storage::KeyStore::create(files.keys, "Teststadt", random_,
                                           clock_.now() - std::chrono::hours{1}));
    start();
}

RunningCity::~RunningCity() {
    stop();
    fs::remove_all(folder_);
}

void RunningCity::start() {
    const storage::DataFiles files{(folder_ / "data").string()};
    ring_ = must(storage::KeyRing::open(files.keys));
    // What is published before anybody listens is found by the first pull.
    storage_ = must(storage::Storage::open(
        files, {clock_, random_, room_},
        [this](std::uint64_t seq) {
            if (server_) server_->announce(seq);
        },
        storage::Threads::own, polls_));
    reader_ = must(storage::Reader::open(files.content));
    snapshots_ =
        must(storage::SnapshotStore::open(files.snapshots, files.content, storage_->epoch()));
    storage::PollSettings polls = polls_;
    for (int number = 1; number <= kTestRelays; ++number)
        polls.enrolled.push_back({test_relay_key(number).public_key(), ""});
    api_ = std::make_unique<api::CityApi>(
        api::CityApi::Parts{clock_, *ring_, *storage_, *reader_, *snapshots_, polls});
    http::Site site;
    site.body_bytes_max = api::CityApi::body_bytes_max;
    site.handle = [api = api_.get()](http::Request request, http::Reply reply) {
        api->handle(std::move(request), std::move(reply));
    };
    server_ = must(http::Server::listen("127.0.0.1", 0, {}, std::move(site)));
    serving_ = std::thread{[server = server_.get()] { server->run(1); }};
}

void RunningCity::stop() {
    if (!server_) return;
    server_->stop();
    serving_.join();
    // Nobody announces any more once the storage has ended; then the server may go.
    snapshots_.reset();
    reader_.reset();
    storage_.reset();
    server_.reset();
    api_.reset();
    ring_.reset();
}

void RunningCity::back_up() {
    stop();
    fs::remove_all(folder_ / "backup");
    fs::copy(folder_ / "data", folder_ / "backup", fs::copy_options::recursive);
    start();
}

void RunningCity::restore() {
    stop();
    fs::remove_all(folder_ / "data");
    fs::copy(folder_ / "backup", folder_ / "data", fs::copy_options::recursive);
    const storage::DataFiles files{(folder_ / "data").string()};
    REQUIRE(native::write_durably(files.restored, {}, native::Access::owner));
    start();
}

template <class Act>
void RunningCity::moderate(Act act) {
    const storage::DataFiles files{(folder_ / "data").string()};
    auto log = must(storage::OperationLog::open(files.operations));
    auto content = must(store::Content::open(files.content));
    auto keys = must(storage::KeyStore::open(files.keys));
    auto editor = must(keys.staff("test", random_));
    staff::Moderation moderation{
        {log, content, keys, editor, clock_, random_, storage::BlobStore{files.blobs}}};
    act(moderation);
}

Bytes RunningCity::vouch_for(const ops::PublicKey& relay, const std::string& name) {
    const Instant now = clock_.now();
    return ops::sign_relay_certificate(city(), keys_->signing_key(now), relay, name,
                                       now - std::chrono::hours{1}, now + std::chrono::hours{24});
}

RunningCity::Ballots RunningCity::ballots(const Id& poll) {
    auto box = must(storage::BallotBox::open((folder_ / "data" / "ballots.db").string()));
    auto counted = must(box.database().prepare(
        "SELECT coalesce(sum(channel = 1), 0), coalesce(sum(channel = 0), 0), "
        "coalesce(sum(choice = 1), 0) FROM ballot WHERE poll = ?1"));
    REQUIRE(must(counted.bind(1, poll).step()));
    return {static_cast<std::uint32_t>(counted.integer(0)),
            static_cast<std::uint32_t>(counted.integer(1)),
            static_cast<std::uint32_t>(counted.integer(2))};
}

std::vector<ops::OpKey> RunningCity::operations_of(const ops::PublicKey& author) {
    auto log = must(storage::OperationLog::open((folder_ / "data" / "operations.db").string()));
    auto find = must(log.database().prepare(
        "SELECT epoch, seq FROM operation JOIN chain ON chain.id = operation.chain"
        " WHERE author = ?1 ORDER BY city_seq"));
    find.bind(1, BytesView{author});
    std::vector<ops::OpKey> keys;
    while (must(find.step()))
        keys.push_back(
            {author, *to_array<8>(find.blob(0)), static_cast<std::uint32_t>(find.integer(1))});
    return keys;
}

storage::OperationLog::Counts RunningCity::counts() {
    auto log = must(storage::OperationLog::open((folder_ / "data" / "operations.db").string()));
    return must(log.counts());
}

void RunningCity::publish_session(const domain::MoodSession& session) {
    const storage::DataFiles files{(folder_ / "data").string()};
    auto content = must(store::Content::open(files.content));
    const Bytes payload = domain::encode(session);
    must(
        content.publish(domain::EntityKind::mood_session, session.id, session.quarter, 1, payload));
}

std::size_t RunningCity::waiting() {
    std::size_t count = 0;
    moderate([&](staff::Moderation& moderation) {
        const auto waiting = must(moderation.waiting());
        REQUIRE(waiting.unreadable.empty());
        count = waiting.ideas.size();
    });
    return count;
}

void RunningCity::publish_all() {
    moderate([&](staff::Moderation& moderation) {
        const auto waiting = must(moderation.waiting());
        for (const staff::WaitingIdea& idea : waiting.ideas)
            REQUIRE(moderation.publish(idea.id, {}));
    });
}

std::vector<staff::Photo> RunningCity::photos() {
    std::vector<staff::Photo> all;
    moderate([&](staff::Moderation& moderation) {
        const auto waiting = must(moderation.waiting());
        for (const staff::WaitingIdea& idea : waiting.ideas)
            for (staff::Photo& photo : must(moderation.photos(idea.id)))
                all.push_back(std::move(photo));
    });
    return all;
}

void RunningCity::decline_all(const std::string& reason) {
    moderate([&](staff::Moderation& moderation) {
        const auto waiting = must(moderation.waiting());
        for (const staff::WaitingIdea& idea : waiting.ideas)
            REQUIRE(moderation.decline(idea.id, reason));
    });
}

void RunningCity::publish(const storage::Publication& publication) {
    const storage::DataFiles files{(folder_ / "data").string()};
    auto content = must(store::Content::open(files.content));
    REQUIRE(content.publish({publication}));
}

}  // namespace qp::client_city
