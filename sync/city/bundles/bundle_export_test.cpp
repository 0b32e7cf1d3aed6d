// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/bundles/bundle_export.h"

#include <doctest/doctest.h>

#include "native/files.h"
#include "sync/city/bundles/test_kiosk.h"

namespace qp::city::bundles {

namespace {

struct Office {
    Office() { publish("Bank am Markt", "mitte"); }

    void publish(const std::string& title, const std::string& quarter) {
        domain::Idea idea;
        idea.id = city.new_id();
        idea.title = title;
        idea.quarter = quarter;
        idea.language = "de";
        idea.steps.push_back({domain::IdeaStatus::collected, city.clock.at, ""});
        auto content = store::Content::open(city.files.content);
        REQUIRE(content);
        const Bytes payload = domain::encode(idea);
        REQUIRE(content->publish(domain::EntityKind::idea, idea.id, quarter, 1, payload));
    }
    ExportReport write(std::vector<std::string> scopes = {}) {
        const auto report = export_return(
            {city.files, city.keys, desk.answers, desk.storage->epoch(), city.clock, city.random},
            kiosk.key.public_key(), city.folder.file("stick"), std::move(scopes));
        REQUIRE_MESSAGE(report, (report ? std::string{} : report.error().detail));
        return *report;
    }

    struct Read {
        ops::ReturnBundle bundle;
        Bytes snapshot;
    };
    Read read(const std::string& path) {
        const auto bytes = native::read_bytes(path, 64u << 20);
        REQUIRE(bytes);
        const auto length = ops::return_document_bytes(*bytes);
        REQUIRE(length);
        const BytesView all{*bytes};
        auto bundle = ops::decode_return(all.subspan(ops::kReturnLengthBytes, *length),
                                         city.city().id, nullptr);
        REQUIRE(bundle);
        const BytesView rest = all.subspan(ops::kReturnLengthBytes + *length);
        return {std::move(*bundle), Bytes{rest.begin(), rest.end()}};
    }
    std::uint32_t ideas_in(const Bytes& snapshot) {
        const std::string path = city.folder.file("taken.db");
        REQUIRE(native::write_durably(path, snapshot, native::Access::owner));
        auto content = store::Content::open(path);
        REQUIRE(content);
        CHECK_FALSE(content->cursor()->empty());
        return content->ideas({})->total;
    }

    storage::TestCity city;
    TestKiosk kiosk{city, 31};
    Desk desk{city, {kiosk.key.public_key()}};
};

}  // namespace

TEST_CASE_FIXTURE(Office, "a return brings keys, receipts and what is public, whole and signed") {
    kiosk.write_idea("Lampen am Weg");
    REQUIRE_FALSE(desk.import.take(kiosk.bundle()).refused);
    const ExportReport report = write();
    CHECK(report.answers == 1);
    const Read back = read(report.path);
    CHECK(back.bundle.keys == city.keys.list());
    CHECK(back.bundle.server_epoch == desk.storage->epoch());
    CHECK(back.bundle.snapshot_bytes == back.snapshot.size());
    CHECK(back.bundle.snapshot_hash == ops::sha256(back.snapshot));
    CHECK(ideas_in(back.snapshot) == 1);
    const auto receipts = ops::open_answer(city.city().id, kiosk.key, back.bundle.answers.at(0));
    REQUIRE(receipts);
    REQUIRE(receipts->size() == 1);
    CHECK(ops::verify_push_receipt(receipts->front().document, back.bundle.keys));
}

TEST_CASE_FIXTURE(Office, "a kiosk that has brought nothing yet gets keys and all that is public") {
    const ExportReport report = write();
    CHECK(report.answers == 0);
    CHECK(read(report.path).bundle.scopes.size() == 11);
}

TEST_CASE_FIXTURE(Office, "a return holds the scopes that its kiosk asked for") {
    publish("Lampen in Heepen", "heepen");
    kiosk.write_idea("Noch eine");
    REQUIRE_FALSE(desk.import.take(kiosk.bundle()).refused);  // asks for city and mitte
    CHECK(ideas_in(read(write().path).snapshot) == 1);
    std::filesystem::remove(city.folder.file("taken.db"));
    CHECK(ideas_in(read(write({"heepen", "mitte"}).path).snapshot) == 2);
}

TEST_CASE_FIXTURE(Office, "each return is newer than the last, and leaves nothing beside it") {
    const std::uint64_t first = write().version;
    CHECK(write().version > first);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{city.folder.file("stick")}) {
        CHECK(entry.path().extension() == ".qpr");
        ++files;
    }
    CHECK(files == 1);
    // Nor where the snapshot was made.
    for (const auto& entry : std::filesystem::directory_iterator{city.folder.path()})
        CHECK(entry.path().filename().string().find("snapshots-") == std::string::npos);
}

}  // namespace qp::city::bundles
