// SPDX-License-Identifier: EUPL-1.2
// What innovators tell of their projects: who may, what editors see, and what follows once.
#include <doctest/doctest.h>

#include "sync/city/staff/test_office.h"

namespace qp::city::staff {

namespace {

using domain::Stage;
using Kind = ops::Outcome::Kind;

struct Office : TestOffice {
    ops::KeyPair innovator = ops::KeyPair::generate(city.random);
    ops::ChainState chain = ops::new_chain(city.city(), innovator.public_key(), city.random);
    Id project = put_project();

    Id put_project() {
        domain::KickboxProject made;
        made.id = city.new_id();
        made.title = "Pfandkiste";
        made.quarter = "mitte";
        made.stage = Stage::red2;
        made.help_wanted = {"Holz"};
        const store::Publication publication{domain::EntityKind::project, made.id, "city", 1,
                                             encode(made)};
        REQUIRE(storage::publish_changed(content, {publication}));
        return made.id;
    }
    ops::ProjectUpdateOp told(const std::string& title) {
        return {project, city.new_id(), title, "Es geht voran.", {}, {}, "de"};
    }
    ops::Contribution signed_update(const ops::ProjectUpdateOp& update) {
        auto made =
            *ops::report_as_device(city.keys.list(), innovator, chain,
                                   {update.kType, 1, encode(update)}, city.clock.at, city.random);
        chain = made.chain;
        return made;
    }
    ops::Outcome push(const ops::ProjectUpdateOp& update) {
        return city.take(log, signed_update(update)).front();
    }
    void enroll() { REQUIRE(log.enroll_innovator(innovator.public_key(), project, city.clock.at)); }
    domain::KickboxProject shown() { return **content.project(project); }
    std::vector<WaitingUpdate> waiting() { return moderation.waiting()->updates; }
};

}  // namespace

TEST_CASE("an update of a project waits, is appended once, and waits no more") {
    Office office;
    office.enroll();
    auto update = office.told(" Erster\nTest ");
    update.stage = static_cast<std::uint8_t>(Stage::red3);
    update.help_wanted = std::vector<std::string>{"Lastenrad", ""};
    CHECK(office.push(update).kind == Kind::accepted);
    REQUIRE(office.waiting().size() == 1);
    CHECK(office.waiting()[0].project_title == "Pfandkiste");
    CHECK(office.waiting()[0].draft.title == "Erster Test");
    CHECK(office.log.counts()->waiting == 1);
    CHECK(office.shown().updates.empty());

    const auto found = office.moderation.find(update.update.hex().substr(0, 6));
    REQUIRE(found);
    REQUIRE(office.moderation.publish(*found, {}));
    REQUIRE(office.shown().updates.size() == 1);
    CHECK(office.shown().updates[0] ==
          domain::ProjectUpdate{office.city.clock.at, "Erster Test", "Es geht voran."});
    CHECK(office.shown().stage == Stage::red3);
    CHECK(office.shown().help_wanted == std::vector<std::string>{"Lastenrad"});
    CHECK(office.waiting().empty());
    CHECK(office.moderation.publish(*found, {}).error().code == Code::not_found);
    CHECK(office.shown().updates.size() == 1);
}

TEST_CASE("the same update again: one only, whatever way it comes") {
    Office office;
    office.enroll();
    const auto update = office.told("Erster Test");
    const auto sent = office.signed_update(update);
    CHECK(office.city.take(office.log, sent).front().kind == Kind::accepted);
    CHECK(office.city.take(office.log, sent).front().kind == Kind::duplicate);
    CHECK(office.push(update).kind == Kind::accepted);  // its id, in another operation
    REQUIRE(office.waiting().size() == 1);
    REQUIRE(office.moderation.publish(update.update, {}));
    CHECK(office.push(update).kind == Kind::accepted);
    CHECK(office.waiting().empty());
    // A public.db that is newer than the log: the words are there already.
    REQUIRE(office.log.mark_update(update.update, storage::LoggedUpdate::State::waiting, {}));
    REQUIRE(office.moderation.publish(update.update, {}));
    CHECK(office.shown().updates.size() == 1);
}

TEST_CASE("a key that is not enrolled for the project is refused, and nothing of it is kept") {
    Office office;
    CHECK(office.push(office.told("Zu frueh")) ==
          ops::Outcome{Kind::rejected, 0, name(Code::refused)});
    CHECK(office.log.counts()->operations == 0);
    office.enroll();
    auto foreign = office.told("Anderes Projekt");
    foreign.project = office.city.new_id();
    CHECK(office.push(foreign).code == name(Code::refused));
    // The chain goes on over what was refused.
    CHECK(office.push(office.told("Jetzt")).kind == Kind::accepted);
    CHECK(office.waiting().size() == 1);
    // Enrolled for another one since: the key is that one's.
    REQUIRE(office.log.enroll_innovator(office.innovator.public_key(), foreign.project,
                                        office.city.clock.at));
    CHECK(office.push(office.told("Nicht mehr")).code == name(Code::refused));
}

TEST_CASE("an innovator's key that is revoked: what comes after is held until it is reinstated") {
    Office office;
    office.enroll();
    CHECK(office.push(office.told("Davor")).kind == Kind::accepted);
    REQUIRE(office.log.revoke(office.innovator.public_key(), office.city.clock.at));
    CHECK(office.push(office.told("Danach")).kind == Kind::accepted);
    CHECK(office.waiting().size() == 1);
    CHECK(office.log
              .enroll_innovator(office.innovator.public_key(), office.project, office.city.clock.at)
              .error()
              .code == Code::conflict);
    CHECK(office.log.reinstate(office.innovator.public_key(), office.city.clock.at) == 1u);
    CHECK(office.waiting().size() == 2);
}

TEST_CASE("a declined update leaves its project as it is, and its author learns the reason") {
    Office office;
    office.enroll();
    const auto before = office.shown();
    auto update = office.told("Werbung");
    update.stage = static_cast<std::uint8_t>(Stage::red3);
    office.push(update);
    CHECK(office.moderation.decline(update.update, "").error().code == Code::bad_argument);
    REQUIRE(office.moderation.decline(update.update, "Das ist Werbung."));
    CHECK(office.shown() == before);
    CHECK(office.waiting().empty());
    CHECK((*office.content.idea_notice(update.update))->reason == "Das ist Werbung.");
    // Second thoughts, there and back.
    REQUIRE(office.moderation.publish(update.update, {}));
    CHECK(office.shown().updates.size() == 1);
    CHECK(!*office.content.idea_notice(update.update));
    CHECK(office.moderation.find(update.update.hex().substr(0, 6)) == update.update);
    REQUIRE(office.moderation.decline(update.update, "Doch Werbung."));
    CHECK(office.shown().updates.empty());
}

TEST_CASE("a stage that the project cannot reach is said, and can be left out") {
    Office office;
    office.enroll();
    auto update = office.told("Fertig!");
    update.stage = static_cast<std::uint8_t>(Stage::gold);
    office.push(update);
    CHECK(office.moderation.publish(update.update, {}).error().code == Code::bad_argument);
    CHECK(office.shown().updates.empty());
    REQUIRE(office.moderation.publish(update.update, {std::nullopt, "", true}));
    CHECK(office.shown().stage == Stage::red2);
    CHECK(office.shown().updates.size() == 1);
}

TEST_CASE("an update that nobody can read is refused, or kept where a later version wrote it") {
    Office office;
    office.enroll();
    const auto broken = [&](std::uint8_t version) {
        const auto operation =
            ops::make_operation(ops::OpType::project_update, version, Id{}, ops::hlc_at({}),
                                ops::PayloadKind::plain, Bytes{0xa0}, office.city.random);
        const Bytes bytes =
            ops::sign_batch(office.city.city(), office.innovator, office.chain, {&operation, 1});
        auto transaction = store::Transaction::begin(office.log.database());
        const auto outcomes = office.log.take(*ops::decode_batch(bytes, office.city.city()), bytes,
                                              office.city.clock.at);
        REQUIRE(transaction->commit());
        return outcomes->front();
    };
    CHECK(broken(1) == ops::Outcome{Kind::rejected, 0, name(Code::malformed)});
    CHECK(broken(2).kind == Kind::accepted);
    CHECK(office.waiting().empty());
    CHECK(office.moderation.waiting()->unreadable.size() == 1);
    auto too_far = office.told("Stufe 99");
    too_far.stage = 99;
    office.push(too_far);
    CHECK(office.moderation.waiting()->unreadable.size() == 2);
    CHECK(office.moderation.publish(too_far.update, {}).error().code == Code::malformed);
    REQUIRE(office.moderation.decline(too_far.update, "Diese Stufe gibt es nicht."));
    CHECK(office.moderation.waiting()->unreadable.size() == 1);
}

}  // namespace qp::city::staff
