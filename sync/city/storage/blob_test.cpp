// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "core/ops/test_images.h"
#include "sync/city/storage/storage.h"
#include "sync/city/storage/test_city.h"

namespace qp::city::storage {

namespace {

struct Upload {
    TestCity city;
    std::unique_ptr<Storage> storage = open();
    ops::Contribution idea = city.idea(city.new_id(), "Mit Bild");
    Bytes image =
        *ops::without_metadata(ops::test_jpeg(std::string(10'000, 'x') + "Quastenflosser"));

    std::unique_ptr<Storage> open() {
        return std::move(*Storage::open(
            city.files, {city.clock, city.random, city.room}, [](std::uint64_t) {}, Threads::none));
    }
    ops::BlobOwner owner() const { return {idea.author.public_key(), idea.chain.epoch}; }
    Bytes sealed() {
        return *ops::seal_blob(city.keys.list(), owner(), image, city.clock.at, city.random);
    }
    void push(const ops::Contribution& contribution) {
        Storage::PushJob job;
        const BytesView batch{contribution.batch};
        job.body = std::make_shared<const Bytes>(ops::encode_push(city.city().id, {&batch, 1}));
        job.push = *ops::decode_push(*job.body, city.city());
        job.done = [](const Result<ops::PushReceipt>& receipt) { REQUIRE(receipt); };
        storage->push(std::move(job));
        storage->turn();
    }
    Result<ops::BlobReceipt> put(const Bytes& blob, std::size_t offset, std::size_t count,
                                 std::optional<ops::Hash> name = std::nullopt) {
        Result<ops::BlobReceipt> answer = fail(Code::timeout, "");
        Storage::BlobJob job;
        job.body = std::make_shared<const Bytes>(blob);
        job.hash = name.value_or(ops::blob_hash(blob));
        job.piece = {owner(), {}, blob.size(), offset, BytesView{*job.body}.subspan(offset, count)};
        job.done = [&](Result<ops::BlobReceipt> receipt) { answer = std::move(receipt); };
        storage->keep(std::move(job));
        storage->turn();
        return answer;
    }
};

}  // namespace

TEST_CASE("a photo comes in pieces, goes on after a restart, and is complete once") {
    Upload upload;
    const Bytes blob = upload.sealed();
    // Nobody can fill the disk with what belongs to nothing.
    CHECK(upload.put(blob, 0, 100).error().code == Code::not_found);
    upload.push(upload.idea);
    CHECK(upload.put(blob, 0, 0)->received == 0);  // how far are you?
    CHECK(upload.put(blob, 0, 4000)->received == 4000);
    CHECK(upload.put(blob, 8000, 100)->received == 4000);  // a hole is none of ours
    upload.storage.reset();
    upload.storage = upload.open();
    CHECK(upload.put(blob, 0, 0)->received == 4000);
    CHECK(upload.put(blob, 3000, 2000)->received == 5000);  // half of it is known
    const auto done = upload.put(blob, 5000, blob.size() - 5000);
    REQUIRE(done);
    CHECK(done->is_complete());
    CHECK(upload.put(blob, 0, 10)->is_complete());
    CHECK(BlobStore{upload.city.files.blobs}.read(ops::blob_hash(blob)) == blob);
    // As it came: sealed.
    CHECK_FALSE(upload.city.folder.holds("Quastenflosser"));
}

TEST_CASE("bytes that are not what their name says are dropped") {
    Upload upload;
    upload.push(upload.idea);
    const Bytes blob = upload.sealed();
    ops::Hash other = ops::blob_hash(blob);
    other[0] ^= 1;
    CHECK(upload.put(blob, 0, blob.size(), other).error().code == Code::bad_signature);
    CHECK(upload.put(blob, 0, 0, other)->received == 0);
    CHECK_FALSE(upload.city.folder.holds(std::string{as_text(blob)}));
}

TEST_CASE("a contribution has three photos, and a full disk takes none") {
    Upload upload;
    upload.push(upload.idea);
    for (int i = 0; i < 3; ++i) {
        const Bytes blob = upload.sealed();
        CHECK(upload.put(blob, 0, blob.size())->is_complete());
    }
    const Bytes fourth = upload.sealed();
    CHECK(upload.put(fourth, 0, fourth.size()).error().code == Code::refused);
    upload.city.room.bytes = 1000;
    CHECK(upload.put(fourth, 0, 10).error().code == Code::no_space);
}

TEST_CASE("a withdrawn idea's photos are erased, and need not come any more") {
    Upload upload;
    upload.push(upload.idea);
    const Bytes blob = upload.sealed();
    REQUIRE(upload.put(blob, 0, blob.size())->is_complete());
    REQUIRE(upload.city.folder.holds(std::string{as_text(blob)}));
    upload.push(upload.city.next(upload.idea, ops::IdeaWithdraw{upload.city.new_id()}));
    upload.storage->turn();
    CHECK_FALSE(upload.city.folder.holds(std::string{as_text(blob)}));
    const Bytes late = upload.sealed();
    CHECK(upload.put(late, 0, 100)->is_complete());
    CHECK_FALSE(std::filesystem::exists(upload.city.files.blobs + "/" +
                                        to_hex(ops::blob_hash(late)) + ".part"));
}

}  // namespace qp::city::storage
