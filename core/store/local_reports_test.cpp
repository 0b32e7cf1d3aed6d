// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "core/domain/entity.h"
#include "core/ops/payloads.h"
#include "core/ops/sealing.h"
#include "core/store/local.h"
#include "core/store/test_files.h"
#include "core/store/test_local.h"

namespace qp::store {

namespace {

const domain::ReportDraft kInsult{domain::ReportReason::insult, "  Das trifft jemanden. "};

Delivery delivery_of(Local& local, const Id& idea) {
    const auto reported = local.reported(idea);
    REQUIRE(reported);
    REQUIRE(*reported);
    return **reported;
}

}  // namespace

TEST_CASE("a report waits for the city, which alone can read it, under a key of its own") {
    TestDevice device{DeviceKind::phone};
    const Id idea = test_poll(1);
    CHECK_FALSE(*device.local.reported(idea));
    const auto saved = device.local.report_idea(idea, kInsult);
    REQUIRE(saved);
    CHECK(saved->id() == idea);
    CHECK(saved->receipt_code().empty());
    REQUIRE(device.local.report_idea(test_poll(2), {domain::ReportReason::other, ""}));
    const auto pending = device.local.unsent(256, 1 << 18);
    REQUIRE(pending->size() == 2);
    const auto batch = ops::decode_batch(pending->at(0).batch, device.city.city());
    REQUIRE(batch);
    const ops::Operation& operation = batch->operations[0];
    CHECK(operation.type == ops::OpType::report);
    CHECK(operation.kind == ops::PayloadKind::sealed);
    CHECK(ms(ops::time_of(operation.hlc)) % 3600000 == 0);
    const auto plain =
        ops::open_payload(device.city.city(), device.city.secrets,
                          {batch->key(0), operation.type, operation.version}, operation.payload);
    REQUIRE(plain);
    const auto report = ops::decode_report(*plain);
    REQUIRE(report);
    CHECK(report->subject_kind == static_cast<std::uint8_t>(domain::EntityKind::idea));
    CHECK(report->subject == idea);
    CHECK(report->reason == "insult");
    CHECK(report->text == "Das trifft jemanden.");
    CHECK(device.local.reported_ideas().value() == std::vector<Id>{test_poll(1), test_poll(2)});
    const auto other = ops::decode_batch(pending->at(1).batch, device.city.city());
    CHECK(other->author != batch->author);
    CHECK(other->epoch != batch->epoch);
}

TEST_CASE("a device reports an idea once, and knows how far that got") {
    TestDevice device{DeviceKind::phone};
    const Id idea = test_poll(1);
    REQUIRE(device.local.report_idea(idea, kInsult));
    CHECK(delivery_of(device.local, idea) == Delivery::saved);
    REQUIRE(device.local.report_idea(idea, {domain::ReportReason::other, "noch einmal"}));
    const auto pending = device.local.unsent(256, 1 << 18);
    REQUIRE(pending->size() == 1);
    REQUIRE(device.local.mark_at_relay({pending->at(0).number}));
    CHECK(delivery_of(device.local, idea) == Delivery::at_relay);
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::accepted)));
    CHECK(delivery_of(device.local, idea) == Delivery::received);
    CHECK(device.local.counts()->waiting == 0);
    // The city has decided on it, and asks for it no more.
    REQUIRE(device.local.resend_all());
    CHECK(device.local.unsent(256, 1 << 18)->size() == 1);
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::erased)));
    CHECK(delivery_of(device.local, idea) == Delivery::received);
}

TEST_CASE("a report without a reason, on a full disk or before a city is known is not saved") {
    TestDevice device{DeviceKind::phone};
    CHECK(device.local.report_idea(test_poll(1), {}).error().code == Code::bad_argument);
    CHECK(device.local
              .report_idea(test_poll(1), {domain::ReportReason::other,
                                          std::string(domain::kReportTextMax + 1, 'x')})
              .error()
              .code == Code::bad_argument);
    device.room.free = 0;
    CHECK(device.local.report_idea(test_poll(1), kInsult).error().code == Code::no_space);
    TestDevice fresh{DeviceKind::phone, false};
    CHECK(fresh.local.report_idea(test_poll(1), kInsult).error().code == Code::unavailable);
    for (TestDevice* one : {&device, &fresh}) {
        CHECK_FALSE(*one->local.reported(test_poll(1)));
        CHECK(one->local.counts()->waiting == 0);
    }
}

TEST_CASE("a refused report names its idea; let go, the idea can be reported again") {
    TestDevice device{DeviceKind::phone};
    const Id idea = test_poll(1);
    REQUIRE(device.local.report_idea(idea, kInsult));
    REQUIRE(device.local.cast(idea, 1, std::nullopt));
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::rejected, "too_large")));
    CHECK(delivery_of(device.local, idea) == Delivery::refused);
    const auto refused = device.local.refused(9);
    REQUIRE(refused->size() == 1);
    CHECK(refused->at(0).type == ops::OpType::report);
    CHECK(refused->at(0).about == idea);
    REQUIRE(device.local.let_go(refused->at(0).hash));
    CHECK_FALSE(*device.local.reported(idea));
    CHECK(*device.local.choice(idea) == 1);
    REQUIRE(device.local.report_idea(idea, kInsult));
    CHECK(delivery_of(device.local, idea) == Delivery::saved);
}

TEST_CASE(
    "a kiosk's next person does not see what was reported; it goes to the city all the same") {
    TestFolder folder;
    const std::string path = folder.file("local.db");
    const Id idea = test_poll(1);
    {
        TestDevice kiosk{DeviceKind::kiosk, true, path};
        REQUIRE(kiosk.local.report_idea(idea, kInsult));
        CHECK(delivery_of(kiosk.local, idea) == Delivery::saved);
        REQUIRE(kiosk.local.report_idea(idea, kInsult));
        CHECK(kiosk.local.counts()->waiting == 1);
        auto kept = kiosk.local.database().prepare("SELECT count(*) FROM secrets");
        REQUIRE(kept);
        REQUIRE(kept->step());
        CHECK(kept->integer(0) == 0);
    }
    TestDevice kiosk{DeviceKind::kiosk, true, path, Milliseconds{1000}};
    CHECK_FALSE(*kiosk.local.reported(idea));
    REQUIRE(kiosk.local.report_idea(idea, kInsult));
    REQUIRE(kiosk.local.new_session());
    CHECK_FALSE(*kiosk.local.reported(idea));
    CHECK(kiosk.local.counts()->waiting == 2);
}

TEST_CASE("whoever erases what is theirs leaves no trace of what they reported") {
    TestDevice device{DeviceKind::phone};
    REQUIRE(device.local.report_idea(test_poll(1), kInsult));
    REQUIRE(device.local.erase_person());
    CHECK_FALSE(*device.local.reported(test_poll(1)));
    CHECK(device.local.counts()->waiting == 1);  // sealed, and said to be saved
}

}  // namespace qp::store
