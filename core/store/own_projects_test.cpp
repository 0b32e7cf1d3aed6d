// SPDX-License-Identifier: EUPL-1.2
#include "core/store/own_projects.h"

#include <doctest/doctest.h>

#include "core/store/test_files.h"
#include "core/store/test_local.h"

namespace qp::store {

namespace {

const Id kProject = test_poll(9);

domain::ProjectUpdateDraft told(std::string title) {
    return {std::move(title), "Es geht voran.", {}, {}, "de"};
}

Status save(TestDevice& phone, const domain::ProjectUpdateDraft& draft,
            const Id& project = kProject) {
    return save_update(phone.local, project, draft, phone.clock.time, phone.random);
}

ops::Batch waiting(TestDevice& phone) {
    const auto unsent = phone.local.unsent(9, 1 << 20);
    REQUIRE((unsent && !unsent->empty()));
    const auto batch = ops::decode_own_batch(unsent->back().batch, phone.city.city());
    REQUIRE(batch);
    return *batch;
}

}  // namespace

TEST_CASE("a project's key is made once, is another one for each project, and lasts") {
    TestFolder folder;
    ops::PublicKey key{};
    {
        TestDevice phone{DeviceKind::phone, true, folder.file("local.db")};
        CHECK(!*project_key(phone.local, kProject));
        CHECK(save(phone, told("Zu frueh")).error().code == Code::not_found);
        key = *make_project_key(phone.local, kProject, phone.random);
        CHECK(*make_project_key(phone.local, kProject, phone.random) == key);
        CHECK(*make_project_key(phone.local, test_poll(8), phone.random) != key);
    }
    TestDevice phone{DeviceKind::phone, true, folder.file("local.db")};
    CHECK(*project_key(phone.local, kProject) == key);
    CHECK(own_projects(phone.local)->size() == 2);
    REQUIRE(phone.local.save_idea(draft("Bank")));
    CHECK(waiting(phone).author != key);
}

TEST_CASE("an update is saved and queued in the project's own chain, with the hour alone") {
    TestDevice phone{DeviceKind::phone};
    const auto key = *make_project_key(phone.local, kProject, phone.random);
    auto update = told(" Erster Test ");
    update.stage = domain::Stage::red3;
    update.help_wanted = std::vector<std::string>{"Holz", "Lastenrad"};
    REQUIRE(save(phone, update));
    const auto first = waiting(phone);
    CHECK(first.author == key);
    CHECK(first.first_seq == 1);
    CHECK(ms(ops::time_of(first.operations[0].hlc)) % 3'600'000 == 0);
    const auto sent = ops::decode_project_update(first.operations[0].payload);
    REQUIRE(sent);
    CHECK(sent->project == kProject);
    CHECK(sent->title == "Erster Test");
    CHECK(sent->stage == static_cast<std::uint8_t>(domain::Stage::red3));
    REQUIRE(save(phone, told("Zweiter Test")));
    CHECK(waiting(phone).first_seq == 2);
    CHECK(waiting(phone).prev_head == first.head());

    const auto own = own_updates(phone.local, kProject);
    REQUIRE(own);
    REQUIRE(own->size() == 2);
    CHECK((*own)[0].draft == told("Zweiter Test"));
    CHECK((*own)[1].draft == domain::cleaned(update));
    CHECK((*own)[1].id == sent->update);
    CHECK((*own)[1].delivery == Delivery::saved);
    CHECK(own_updates(phone.local, test_poll(8))->empty());
    REQUIRE(phone.local.mark(phone.receipt(ops::Outcome::Kind::accepted)));
    CHECK(own_updates(phone.local, kProject)->at(1).delivery == Delivery::received);
}

TEST_CASE("nothing is told on a full disk, unfinished, or before a city is known") {
    TestDevice phone{DeviceKind::phone};
    REQUIRE(make_project_key(phone.local, kProject, phone.random));
    CHECK(save(phone, told("")).error().code == Code::bad_argument);
    phone.room.free = kReserveBytesMin - 1;
    CHECK(save(phone, told("Voll")).error().code == Code::no_space);
    CHECK(make_project_key(phone.local, test_poll(8), phone.random).error().code == Code::no_space);
    CHECK(own_updates(phone.local, kProject)->empty());
    TestDevice stranger{DeviceKind::phone, false};
    CHECK(make_project_key(stranger.local, kProject, stranger.random).error().code ==
          Code::unavailable);
}

TEST_CASE("a refused update is listed with its project, can go out again, and goes alone") {
    TestDevice phone{DeviceKind::phone};
    REQUIRE(make_project_key(phone.local, kProject, phone.random));
    REQUIRE(save(phone, told("Eins")));
    REQUIRE(phone.local.mark(phone.receipt(ops::Outcome::Kind::rejected, "refused")));
    REQUIRE(save(phone, told("Zwei")));
    CHECK(own_updates(phone.local, kProject)->at(1).delivery == Delivery::refused);
    CHECK(own_updates(phone.local, kProject)->at(1).refusal == "refused");
    const auto refused = phone.local.refused(9);
    REQUIRE((refused && refused->size() == 1));
    CHECK((*refused)[0].type == ops::OpType::project_update);
    CHECK((*refused)[0].about == kProject);
    REQUIRE(phone.local.retry((*refused)[0].hash));
    CHECK(phone.local.unsent(9, 1 << 20)->size() == 2);
    // The first of its chain is let go: what came after it stays, and so does the key.
    phone.local.mark([&] {
        auto receipt = phone.receipt(ops::Outcome::Kind::rejected, "refused");
        receipt.batches.pop_back();
        return receipt;
    }());
    REQUIRE(phone.local.let_go((*refused)[0].hash));
    REQUIRE(own_updates(phone.local, kProject)->size() == 1);
    CHECK(own_updates(phone.local, kProject)->at(0).draft.title == "Zwei");
    CHECK(phone.local.unsent(9, 1 << 20)->size() == 1);
    CHECK(*project_key(phone.local, kProject));
}

TEST_CASE("a chain that the city refused as a fork goes on under a new epoch") {
    TestDevice phone{DeviceKind::phone};
    REQUIRE(make_project_key(phone.local, kProject, phone.random));
    REQUIRE(save(phone, told("Eins")));
    const auto before = waiting(phone);
    REQUIRE(phone.local.mark(phone.receipt(ops::Outcome::Kind::rejected, "conflict")));
    REQUIRE(save(phone, told("Zwei")));
    CHECK(waiting(phone).epoch != before.epoch);
    CHECK(waiting(phone).first_seq == 1);
    CHECK(waiting(phone).author == before.author);
}

TEST_CASE("whoever deletes everything deletes the projects' keys, and no file holds them") {
    TestFolder folder;
    TestDevice phone{DeviceKind::phone, true, folder.file("local.db")};
    REQUIRE(make_project_key(phone.local, kProject, phone.random));
    REQUIRE(save(phone, told("Geheimer Titel")));
    REQUIRE(phone.local.mark(phone.receipt(ops::Outcome::Kind::accepted)));
    REQUIRE(phone.local.erase_person());
    CHECK(!*project_key(phone.local, kProject));
    CHECK(own_updates(phone.local, kProject)->empty());
    CHECK_FALSE(folder.holds("Geheimer Titel"));
}

}  // namespace qp::store
