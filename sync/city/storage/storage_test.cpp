// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/storage.h"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <future>

#include "core/ops/sealing.h"
#include "sync/city/storage/snapshot_store.h"
#include "sync/city/storage/test_city.h"
#include "sync/city/storage/test_log.h"

namespace qp::city::storage {

namespace {

class RunningStorage {
public:
    explicit RunningStorage(TestCity& city) : city_{city} {
        storage_ = std::move(*Storage::open(city.files, {city.clock, city.random, city.room},
                                            [this](std::uint64_t seq) { seq_ = seq; }));
    }
    Result<ops::PushReceipt> push(const std::vector<ops::Contribution>& contributions) {
        std::vector<BytesView> batches;
        batches.reserve(contributions.size());
        for (const auto& contribution : contributions) batches.push_back(contribution.batch);
        Storage::PushJob job;
        job.body = std::make_shared<const Bytes>(ops::encode_push(city_.city().id, batches));
        job.push = *ops::decode_push(*job.body, city_.city());
        std::promise<Result<ops::PushReceipt>> done;
        auto future = done.get_future();
        job.done = [&done](Result<ops::PushReceipt> receipt) {
            done.set_value(std::move(receipt));
        };
        storage_->push(std::move(job));
        return future.get();
    }
    Result<ops::BallotReceipt> cast(const std::vector<ops::SignedBallot>& ballots) {
        Storage::BallotsJob job;
        job.request.ballots = ballots;
        std::promise<Result<ops::BallotReceipt>> done;
        auto future = done.get_future();
        job.done = [&done](Result<ops::BallotReceipt> receipt) {
            done.set_value(std::move(receipt));
        };
        storage_->cast(std::move(job));
        return future.get();
    }
    bool hears_of(std::uint64_t seq) {
        for (int i = 0; i < 1000 && seq_ < seq; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        return seq_ >= seq;
    }
    Storage& operator*() { return *storage_; }

private:
    TestCity& city_;
    std::atomic<std::uint64_t> seq_{0};
    std::unique_ptr<Storage> storage_;
};

}  // namespace

TEST_CASE("a poison operation is named, and the rest of the push goes on") {
    TestCity city;
    RunningStorage storage{city};
    ops::Contribution broken = city.idea(city.new_id(), "kaputt");
    broken.batch.back() ^= 1;
    const auto receipt = storage.push({city.idea(city.new_id(), "gut"), broken});
    REQUIRE(receipt);
    REQUIRE(receipt->batches.size() == 1);
    CHECK(receipt->batches[0].outcomes[0].kind == ops::Outcome::Kind::accepted);
    REQUIRE(receipt->refused.size() == 1);
    CHECK(receipt->refused[0].code == "bad_signature");
}

TEST_CASE("disk full: nothing is taken, nobody is told otherwise, and the operator hears it once") {
    const KeptLog log;
    TestCity city;
    RunningStorage storage{city};
    CHECK((*storage).has_room());
    city.room.bytes = 1000;
    CHECK_FALSE((*storage).has_room());
    const auto idea = city.idea(city.new_id(), "Baenke");
    for (int i = 0; i < 3; ++i) {
        CHECK(storage.push({idea}).error().code == Code::no_space);
        CHECK(storage.cast({city.ballot(city.new_id(), 1, 1)}).error().code == Code::no_space);
    }
    CHECK(log.said("the disk is nearly full and nothing is taken: no_space") == 1);
    city.room.bytes = 1u << 30;
    CHECK((*storage).has_room());
    CHECK(storage.push({idea})->batches[0].outcomes[0].kind == ops::Outcome::Kind::accepted);
}

TEST_CASE("many pushes at once each get their own receipt, and everything is there once") {
    TestCity city;
    RunningStorage storage{city};
    std::vector<ops::Contribution> ideas;
    ideas.reserve(40);
    for (int i = 0; i < 40; ++i)
        ideas.push_back(city.idea(city.new_id(), "Idee " + std::to_string(i)));
    std::vector<std::thread> threads;
    threads.reserve(4);
    std::atomic<int> accepted{0};
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = t; i < 40; i += 4) {
                const auto receipt = storage.push({ideas[static_cast<std::size_t>(i)]});
                if (receipt && receipt->batches[0].outcomes[0].kind == ops::Outcome::Kind::accepted)
                    ++accepted;
            }
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(accepted == 40);
    auto log = *OperationLog::open(city.files.operations);
    CHECK(log.counts()->operations == 40);
}

TEST_CASE(
    "too many pushes wait: the next is told to come later, and those before it are all taken") {
    TestCity city;
    auto storage = std::move(*Storage::open(
        city.files, {city.clock, city.random, city.room}, [](std::uint64_t) {}, Threads::none));
    const auto idea = city.idea(city.new_id(), "Baenke");
    const std::vector<BytesView> batches{idea.batch};
    const auto body = std::make_shared<const Bytes>(ops::encode_push(city.city().id, batches));
    int received = 0;
    int later = 0;
    constexpr int kPushes = 1'010;
    for (int i = 0; i < kPushes; ++i)
        storage->push({body, *ops::decode_push(*body, city.city()), [&](const auto& receipt) {
                           if (receipt)
                               ++received;
                           else if (receipt.error().code == Code::unavailable)
                               ++later;
                       }});
    CHECK(received == 0);
    CHECK(later == 10);
    storage->turn();
    CHECK(received == kPushes - 10);
    storage->push({body, *ops::decode_push(*body, city.city()),
                   [&](const auto& receipt) { received += receipt ? 1 : 0; }});
    storage->turn();
    CHECK(received == kPushes - 9);
}

TEST_CASE("supports of a public idea are tallied at five, and published") {
    TestCity city;
    RunningStorage storage{city};
    const Id poll = city.new_id();
    domain::Idea idea;
    idea.id = poll;
    idea.title = "Baenke";
    idea.quarter = "mitte";
    idea.steps = {{domain::IdeaStatus::collected, city.clock.at, ""}};
    auto other_process = *store::Content::open(city.files.content);
    const auto seq =
        other_process.publish({{domain::EntityKind::idea, poll, "mitte", 1, encode(idea)}});
    REQUIRE(seq);
    CHECK(storage.hears_of(*seq));
    std::vector<ops::SignedBallot> ballots;
    for (std::uint64_t voter = 0; voter < 5; ++voter)
        ballots.push_back(city.ballot(poll, 1, voter));
    const auto receipt = storage.cast(ballots);
    REQUIRE(receipt);
    CHECK(receipt->outcomes.size() == 5);
    city.clock.advance(std::chrono::seconds{2});
    CHECK(storage.hears_of(*seq + 1));
    const auto tally = other_process.tally(poll);
    REQUIRE((tally && *tally));
    CHECK((*tally)->counts == std::vector<std::uint32_t>{5});
}

TEST_CASE("a publication that a crash left queued is published at the next start") {
    TestCity city;
    const Id id = city.new_id();
    {
        auto log = *OperationLog::open(city.files.operations);
        domain::IdeaNotice notice{id, domain::IdeaStatus::declined, city.clock.at, "Grund"};
        REQUIRE(log.enqueue({domain::EntityKind::idea_notice, id, "city", 1, encode(notice)}));
    }
    RunningStorage storage{city};
    CHECK(storage.hears_of(1));
    auto content = *store::Content::open(city.files.content);
    CHECK((*content.idea_notice(id))->reason == "Grund");
}

TEST_CASE("a snapshot holds its scopes, and is made anew once something was erased") {
    TestCity city;
    auto content = *store::Content::open(city.files.content);
    const auto event = [&](const Id& id, const std::string& title) {
        domain::Event made;
        made.id = id;
        made.title = title;
        made.quarter = "mitte";
        made.starts_at = made.ends_at = city.clock.at;
        return encode(made);
    };
    const Id kept = city.new_id();
    const Id erased = city.new_id();
    const Id elsewhere = city.new_id();
    REQUIRE(content.publish(
        {{domain::EntityKind::event, kept, "mitte", 1, event(kept, "Kaffee")},
         {domain::EntityKind::event, erased, "mitte", 1, event(erased, "Geheimnis")},
         {domain::EntityKind::event, elsewhere, "senne", 1, event(elsewhere, "Anderswo")}}));
    auto snapshots = *SnapshotStore::open(city.files.snapshots, city.files.content,
                                          ops::ServerEpoch{city.new_id().bytes});
    const auto get = [&] {
        std::promise<Result<std::shared_ptr<const Snapshot>>> done;
        snapshots->get({"city", "mitte"}, [&](auto made) { done.set_value(std::move(made)); });
        return done.get_future().get();
    };
    auto first = get();
    REQUIRE(first);
    const ops::Hash first_hash = (*first)->hash;
    CHECK((*get())->hash == first_hash);
    {
        auto opened = *store::Content::open((*first)->path);
        CHECK(opened.all(domain::EntityKind::event)->size() == 2);
        const auto cursor = ops::decode_cursor(*opened.cursor());
        REQUIRE(cursor);
        CHECK(cursor->seq == 3);
    }
    const std::string path = (*first)->path;
    first = fail(Code::not_found, "nobody sends it any more");
    snapshots->let_go_of_erased();
    CHECK(get());
    CHECK(std::filesystem::exists(path));
    REQUIRE(content.publish({{domain::EntityKind::event, erased, "mitte", 1, std::nullopt}}));
    // It goes although nobody asks for its scopes again.
    snapshots->let_go_of_erased();
    std::promise<void> done;
    snapshots->get({"nowhere"}, [&](const auto&) { done.set_value(); });
    done.get_future().wait();
    CHECK_FALSE(std::filesystem::exists(path));
    const auto second = get();
    REQUIRE(second);
    CHECK((*second)->hash != first_hash);
    std::ifstream in{(*second)->path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    CHECK(bytes.find("Kaffee") != std::string::npos);
    CHECK(bytes.find("Geheimnis") == std::string::npos);
    CHECK(bytes.find("Anderswo") == std::string::npos);
}

TEST_CASE(
    "a snapshot of every scope is a copy of all that is public, with nothing that was erased") {
    TestCity city;
    auto content = *store::Content::open(city.files.content);
    const auto publish = [&](const Id& id, const char* scope, const std::string& title) {
        domain::Event event;
        event.id = id;
        event.title = title;
        event.quarter = scope;
        event.starts_at = event.ends_at = city.clock.at;
        REQUIRE(content.publish(domain::EntityKind::event, id, scope, 1, encode(event)));
    };
    const Id erased = city.new_id();
    publish(city.new_id(), "mitte", "Kaffee");
    publish(erased, "senne", "Geheimnis");
    REQUIRE(content.publish(domain::EntityKind::event, erased, "senne", 1, std::nullopt));
    auto snapshots = *SnapshotStore::open(city.files.snapshots, city.files.content,
                                          ops::ServerEpoch{city.new_id().bytes});
    std::promise<Result<std::shared_ptr<const Snapshot>>> done;
    snapshots->get({"city", "mitte", "senne"}, [&](auto made) { done.set_value(std::move(made)); });
    const auto made = done.get_future().get();
    REQUIRE(made);
    std::ifstream in{(*made)->path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    CHECK(bytes.size() == (*made)->size);
    CHECK(bytes.find("Kaffee") != std::string::npos);
    CHECK(bytes.find("Geheimnis") == std::string::npos);
    CHECK_FALSE(std::filesystem::exists((*made)->path + "-wal"));
    auto opened = *store::Content::open((*made)->path);
    CHECK(opened.all(domain::EntityKind::event)->size() == 1);
    const auto cursor = ops::decode_cursor(*opened.cursor());
    REQUIRE(cursor);
    CHECK(cursor->seq == 3);
    CHECK(cursor->scopes == ops::scopes_hash({"city", "mitte", "senne"}));
}

TEST_CASE("two server writers, commits reordered: no gap on pull") {
    TestCity city;
    auto reader = *store::Content::open(city.files.content);
    constexpr std::size_t kEach = 150;
    std::atomic<int> finished{0};
    std::vector<std::thread> writers;
    for (std::uint64_t writer = 0; writer < 2; ++writer)
        writers.emplace_back([&, writer] {
            auto content = *store::Content::open(city.files.content);
            SeededRandom random{writer + 100};
            for (std::size_t i = 0; i < kEach; ++i) {
                domain::Event event;
                event.id = random_id<Id>(random);
                event.title = "Fest";
                event.quarter = "mitte";
                event.starts_at = event.ends_at = city.clock.at;
                CHECK(content.publish(
                    {{domain::EntityKind::event, event.id, "mitte", 1, encode(event)}}));
            }
            ++finished;
        });
    // A device that pulls all the while: what it has once passed by must not come after all.
    std::vector<std::uint64_t> seen;
    const auto pull = [&] {
        const auto page =
            reader.changes_since(seen.empty() ? 0 : seen.back(), {"mitte"}, 7, 1 << 20);
        REQUIRE(page);
        for (const store::Change& change : *page) seen.push_back(change.seq);
        return !page->empty();
    };
    for (;;) {
        const bool are_done = finished == 2;
        if (pull()) continue;
        if (are_done) break;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    for (std::thread& writer : writers) writer.join();
    CHECK(seen.size() == 2 * kEach);
    for (std::size_t i = 0; i < seen.size(); ++i) CHECK(seen[i] == i + 1);
}

TEST_CASE("keys: a revoked one signs nothing that counts, and what was sealed to it still opens") {
    TestCity city;
    auto keys = *KeyStore::open(city.files.keys);
    const auto old_list = keys.list();
    const ops::KeyId old_key = old_list.keys[0].id;
    const auto idea = city.idea(city.new_id(), "Baenke");  // sealed to the old one
    CHECK(keys.revoke(old_key, city.clock.at).error().code == Code::bad_argument);
    REQUIRE(keys.rotate(city.random, city.clock.at));
    REQUIRE(keys.revoke(old_key, city.clock.at));
    CHECK(keys.list().version == 3);
    CHECK(keys.list().keys.size() == 1);
    CHECK(keys.list().find(old_key) == nullptr);
    CHECK(keys.revoke(old_key, city.clock.at).error().code == Code::not_found);

    const auto reopened = KeyStore::open(city.files.keys);
    REQUIRE(reopened);
    CHECK(reopened->list() == keys.list());
    CHECK(reopened->signing_key(city.clock.at).id() == keys.list().keys[0].id);
    const auto batch = city.batch(idea);
    const ops::Operation& sealed = batch.operations[0];
    CHECK(ops::open_payload(reopened->city(), reopened->secrets(),
                            {batch.key(0), sealed.type, sealed.version}, sealed.payload));
    // Whoever stole the old key signs receipts that no device takes any more.
    const ops::CitySecret& stolen = reopened->secrets()[0];
    REQUIRE(stolen.id() == old_key);
    const auto forged = ops::sign_receipt(reopened->city(), stolen, ops::PushReceipt{});
    CHECK(ops::verify_push_receipt(forged, old_list));
    CHECK(ops::verify_push_receipt(forged, reopened->list()).error().code == Code::not_a_receipt);
    // A rotation later does not bring it back.
    auto again = *reopened;
    REQUIRE(again.rotate(city.random, city.clock.at));
    CHECK(again.list().find(old_key) == nullptr);
}

TEST_CASE("keys: a rotation keeps the old key listed, and a damaged file is said, never replaced") {
    TestCity city;
    auto keys = *KeyStore::open(city.files.keys);
    const auto first = keys.list();
    CHECK(KeyStore::create(city.files.keys, "X", city.random, city.clock.at).error().code ==
          Code::conflict);
    REQUIRE(keys.rotate(city.random, city.clock.at + std::chrono::hours{1}));
    CHECK(keys.list().version == first.version + 1);
    CHECK(keys.list().find(first.keys[0].id) != nullptr);
    CHECK(keys.signing_key(city.clock.at).id() == first.keys[0].id);
    CHECK(keys.signing_key(city.clock.at + std::chrono::hours{2}).id() != first.keys[0].id);
    CHECK(KeyStore::open(city.files.keys)->list() == keys.list());
    std::ofstream{city.files.keys + "/secrets.json"} << "[]";
    CHECK(KeyStore::open(city.files.keys).error().code == Code::damaged);
}

}  // namespace qp::city::storage
