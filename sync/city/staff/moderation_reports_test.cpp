// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "sync/city/staff/test_office.h"
#include "sync/city/storage/storage.h"

namespace qp::city::staff {

namespace {

using domain::EntityKind;

struct Office : TestOffice {
    ops::Contribution published(const Id& id, const std::string& title) {
        auto idea = city.idea(id, title);
        city.take(log, idea);
        REQUIRE(moderation.publish(id, {}));
        return idea;
    }
    ops::Contribution report(const Id& id, const std::string& reason, const std::string& text = "",
                             EntityKind kind = EntityKind::idea) {
        const ops::Report report{static_cast<std::uint8_t>(kind), id, reason, text};
        auto made = *ops::contribute(city.keys.list(), {report.kType, 1, encode(report)}, Id{},
                                     city.clock.at, city.random);
        CHECK(city.take(log, made).front().kind == ops::Outcome::Kind::accepted);
        return made;
    }
    std::vector<ReportedEntity> reported() {
        const auto all = moderation.reports();
        REQUIRE(all);
        return *all;
    }
    ops::Outcome::Kind again(const ops::Contribution& report) {
        return city.take(log, report).front().kind;
    }
};

}  // namespace

TEST_CASE("several reports of one idea are one entry, with reasons and words") {
    Office office;
    const Id id = office.city.new_id();
    const Id other = office.city.new_id();
    office.published(id, "Kauft bei Meyer");
    office.published(other, "Eine Bank");
    office.report(id, "advertising", "Das ist Werbung.");
    office.report(other, "other");
    office.report(id, "personal_data");
    const auto reported = office.reported();
    REQUIRE(reported.size() == 2);
    CHECK(reported[0].id == id);
    CHECK(reported[0].title == "Kauft bei Meyer");
    REQUIRE(reported[0].reports.size() == 2);
    CHECK(reported[0].reports[0].reason == "advertising");
    CHECK(reported[0].reports[0].text == "Das ist Werbung.");
    CHECK(reported[0].reports[1].reason == "personal_data");
    CHECK(reported[1].reports.size() == 1);
    CHECK(office.moderation.find(other.hex().substr(0, 8)).value() == other);
}

TEST_CASE("declining an idea settles its reports, and their words are erased") {
    Office office;
    const Id id = office.city.new_id();
    office.published(id, "Beleidigung");
    const auto report = office.report(id, "insult", "Das trifft meinen Nachbarn");
    REQUIRE(office.moderation.decline(id, "Das ist eine Beleidigung."));
    CHECK(office.reported().empty());
    CHECK(office.log.reports(9)->empty());
    CHECK(office.again(report) == ops::Outcome::Kind::erased);
    // One that was on its way meanwhile asks nobody to look again.
    office.report(id, "insult");
    CHECK(office.reported().empty());
    CHECK(office.log.reports(9)->empty());
}

TEST_CASE("what was dismissed waits no more, and stays public; who reports it then is heard") {
    Office office;
    const Id id = office.city.new_id();
    office.published(id, "Eine Bank");
    const auto report = office.report(id, "other", "Gefällt mir nicht");
    REQUIRE(office.moderation.dismiss_reports(id));
    CHECK(office.reported().empty());
    CHECK((*office.content.idea(id))->idea.title == "Eine Bank");
    CHECK(office.again(report) == ops::Outcome::Kind::erased);
    CHECK(office.moderation.dismiss_reports(id).error().code == Code::not_found);
    office.report(id, "dangerous");
    REQUIRE(office.reported().size() == 1);
    CHECK(office.reported()[0].reports.size() == 1);
}

TEST_CASE("a report of what is not there, or no more, is taken and does no harm") {
    Office office;
    office.report(office.city.new_id(), "insult");
    office.report(office.city.new_id(), "insult", "", EntityKind::actor);
    office.report(office.city.new_id(), "insult", "", static_cast<EntityKind>(200));
    const Id id = office.city.new_id();
    const auto idea = office.published(id, "Bald zurückgezogen");
    office.report(id, "personal_data");
    CHECK(office.reported().size() == 1);
    office.city.take(office.log, office.city.next(idea, ops::IdeaWithdraw{id}));
    CHECK(office.reported().empty());
    CHECK(office.log.reports(9)->empty());

    // Nobody has read it yet: whoever publishes it does.
    const Id waiting = office.city.new_id();
    office.city.take(office.log, office.city.idea(waiting, "Wartet"));
    office.report(waiting, "insult");
    CHECK(office.reported().empty());
    CHECK(office.moderation.waiting()->ideas.size() == 1);
}

TEST_CASE("one that cannot be read, or has an unknown reason, stands in nobody's way") {
    Office office;
    const Id id = office.city.new_id();
    office.published(id, "Eine Bank");
    const auto broken =
        *ops::contribute(office.city.keys.list(), {ops::OpType::report, 1, Bytes{0x01}}, Id{},
                         office.city.clock.at, office.city.random);
    office.city.take(office.log, broken);
    office.report(id, "of_tomorrow");
    REQUIRE(office.reported().size() == 1);
    CHECK(office.reported()[0].reports[0].reason == "of_tomorrow");
    REQUIRE(office.moderation.dismiss_reports(id));
    CHECK(office.reported().empty());
}

TEST_CASE("of a report that was decided on, no word stays in the city's files") {
    Office office;
    const Id id = office.city.new_id();
    office.published(id, "Eine Bank");
    const auto report = office.report(id, "other", "sealed all the same");
    const Bytes payload = office.city.batch(report).operations[0].payload;
    const auto is_kept = [&] {
        auto find = office.log.database().prepare(
            "SELECT count(*) FROM operation WHERE instr(item, ?1) > 0");
        REQUIRE(find);
        REQUIRE(find->bind(1, payload).step());
        return find->integer(0) > 0;
    };
    CHECK(is_kept());
    REQUIRE(office.moderation.dismiss_reports(id));
    CHECK_FALSE(is_kept());
}

}  // namespace qp::city::staff
