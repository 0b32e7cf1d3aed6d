// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/staff/moderation.h"

#include <doctest/doctest.h>

#include "core/ops/test_images.h"
#include "sync/city/staff/test_office.h"

namespace qp::city::staff {

namespace {

using domain::IdeaStatus;

struct Office : TestOffice {
    std::optional<domain::Idea> shown(const Id& id) {
        const auto found = content.idea(id);
        return found && *found ? std::optional{(*found)->idea} : std::nullopt;
    }
    std::vector<WaitingIdea> waiting() { return moderation.waiting()->ideas; }
};

}  // namespace

TEST_CASE("an idea waits with its words, becomes public once, and waits no more") {
    Office office;
    const Id id = office.city.new_id();
    office.city.take(office.log, office.city.idea(id, "Mehr Baenke", "Am Platz."));
    REQUIRE(office.waiting().size() == 1);
    CHECK(office.waiting()[0].draft.title == "Mehr Baenke");
    CHECK(!office.shown(id));
    const auto found = office.moderation.find(id.hex().substr(0, 6));
    REQUIRE(found);
    REQUIRE(office.moderation.publish(*found, {domain::Theme::quality, ""}));
    REQUIRE(office.shown(id));
    CHECK(office.shown(id)->text == "Am Platz.");
    CHECK(office.shown(id)->theme == domain::Theme::quality);
    CHECK(office.shown(id)->status() == IdeaStatus::collected);
    CHECK(!office.shown(id)->is_demo);
    CHECK(office.waiting().empty());
    CHECK(office.moderation.publish(id, {}).error().code == Code::not_found);
}

TEST_CASE("editors see an idea's photos; one of another contribution is not shown for it") {
    Office office;
    storage::BlobStore blobs{office.city.files.blobs};
    Moderation moderation{{office.log, office.content, office.city.keys,
                           *office.city.keys.staff("tester", office.city.random), office.city.clock,
                           office.city.random, blobs}};
    const ops::KeyPair author = ops::KeyPair::generate(office.city.random);
    const auto chain = ops::new_chain(office.city.city(), author.public_key(), office.city.random);
    const ops::BlobOwner owner{author.public_key(), chain.epoch};
    const Bytes image = *ops::without_metadata(ops::test_png());
    ops::IdeaSubmit submit;
    submit.idea = office.city.new_id();
    submit.title = "Mit Bild";
    submit.quarter = "mitte";
    submit.language = "de";
    for (const ops::BlobOwner& sealed_for : {owner, ops::BlobOwner{author.public_key(), {}}}) {
        const Bytes blob = *ops::seal_blob(office.city.keys.list(), sealed_for, image,
                                           office.city.clock.at, office.city.random);
        submit.photos.push_back(ops::blob_hash(blob));
        REQUIRE(blobs.append(submit.photos.back(), 0, blob));
        REQUIRE(blobs.finish(submit.photos.back()));
    }
    submit.photos.push_back(ops::Hash{});  // not here yet
    office.city.take(office.log,
                     *ops::contribute_again(office.city.keys.list(), author, chain,
                                            {submit.kType, submit.version(), encode(submit)}, Id{},
                                            office.city.clock.at, office.city.random));
    REQUIRE(office.waiting().size() == 1);
    CHECK(office.waiting()[0].photos.size() == 3);
    const auto photos = moderation.photos(submit.idea);
    REQUIRE(photos);
    REQUIRE(photos->size() == 1);
    CHECK(photos->at(0).image == image);
    CHECK(photos->at(0).type == ops::ImageType::png);
}

TEST_CASE(
    "a receipt code's tag goes with what is public of an idea, and goes when it is withdrawn") {
    for (const bool is_published : {true, false}) {
        Office office;
        ops::IdeaSubmit submit;
        submit.idea = office.city.new_id();
        submit.title = "Mit Code";
        submit.quarter = "mitte";
        submit.language = "de";
        submit.lookup_tag.fill(7);
        const auto idea =
            *ops::contribute(office.city.keys.list(), {submit.kType, 1, encode(submit)}, Id{},
                             office.city.clock.at, office.city.random);
        office.city.take(office.log, idea);
        if (is_published) {
            REQUIRE(office.moderation.publish(submit.idea, {}));
            CHECK(office.shown(submit.idea)->lookup_tag == submit.lookup_tag);
            REQUIRE(office.moderation.set_status(submit.idea, IdeaStatus::dialogue, "Ja."));
            CHECK(office.shown(submit.idea)->lookup_tag == submit.lookup_tag);
        }
        REQUIRE(office.moderation.decline(submit.idea, "Nein."));
        CHECK((*office.content.idea_notice(submit.idea))->lookup_tag == submit.lookup_tag);
        CHECK((*office.log.decided(submit.idea))->lookup_tag == submit.lookup_tag);
        office.city.take(office.log, office.city.next(idea, ops::IdeaWithdraw{submit.idea}));
        CHECK_FALSE((*office.log.decided(submit.idea))->lookup_tag);
    }
}

TEST_CASE("a declined idea is never public, and its author learns the reason") {
    Office office;
    const Id id = office.city.new_id();
    office.city.take(office.log, office.city.idea(id, "Werbung"));
    CHECK(office.moderation.decline(id, "").error().code == Code::bad_argument);
    REQUIRE(office.moderation.decline(id, "Das ist Werbung."));
    CHECK(!office.shown(id));
    CHECK((*office.content.idea_notice(id))->reason == "Das ist Werbung.");
    CHECK(office.waiting().empty());
}

TEST_CASE("an idea that was imported, and has no author here, can be taken down") {
    Office office;
    domain::Idea idea;
    idea.id = office.city.new_id();
    idea.title = "Aus dem Workshop";
    idea.quarter = "senne";
    idea.steps = {{IdeaStatus::collected, office.city.clock.at, ""}};
    REQUIRE(storage::publish_changed(
        office.content, {{domain::EntityKind::idea, idea.id, "senne", 1, encode(idea)}}));
    REQUIRE(office.moderation.decline(idea.id, "Nennt eine Person."));
    CHECK(!office.shown(idea.id));
    CHECK(office.content.entity(domain::EntityKind::idea, idea.id).value()->scope == "senne");
    CHECK(office.moderation.decline(idea.id, "Noch einmal.").error().code == Code::not_found);
}

TEST_CASE("an idea moves on with a reason each step, and not where it may not go") {
    Office office;
    const Id id = office.city.new_id();
    office.city.take(office.log, office.city.idea(id, "Baenke"));
    REQUIRE(office.moderation.publish(id, {}));
    CHECK(!office.moderation.set_status(id, IdeaStatus::dialogue, ""));
    REQUIRE(office.moderation.set_status(id, IdeaStatus::dialogue, "Wir reden."));
    CHECK(office.shown(id)->steps.size() == 2);
    CHECK(!office.moderation.set_status(id, IdeaStatus::submitted, "zurueck"));
    CHECK(!office.moderation.set_status(id, IdeaStatus::declined, "weg"));
    CHECK(office.moderation.set_status(office.city.new_id(), IdeaStatus::done, "x").error().code ==
          Code::not_found);
}

TEST_CASE("a new text waits beside the public one and keeps the way so far") {
    Office office;
    const Id id = office.city.new_id();
    const auto idea = office.city.idea(id, "Baenke");
    office.city.take(office.log, idea);
    REQUIRE(office.moderation.publish(id, {}));
    REQUIRE(office.moderation.set_status(id, IdeaStatus::dialogue, "Wir reden."));
    office.city.take(office.log, office.city.next(idea, ops::IdeaEdit{id, "Baenke und Baeume", "",
                                                                      "mitte", "", "de"}));
    REQUIRE(office.waiting().size() == 1);
    CHECK(office.waiting()[0].is_edit);
    CHECK(office.shown(id)->title == "Baenke");
    REQUIRE(office.moderation.publish(id, {}));
    CHECK(office.shown(id)->title == "Baenke und Baeume");
    CHECK(office.shown(id)->steps.size() == 2);
}

TEST_CASE("a place becomes public with its text, goes with an edit, and editors may leave it out") {
    Office office;
    const Id id = office.city.new_id();
    ops::IdeaSubmit submit;
    submit.idea = id;
    submit.title = "Bank";
    submit.quarter = "mitte";
    submit.language = "de";
    submit.place = domain::CoarsePoint{52021, 8534};
    const auto made =
        *ops::contribute(office.city.keys.list(), {submit.kType, submit.version(), encode(submit)},
                         Id{}, office.city.clock.at, office.city.random);
    office.city.take(office.log, made);
    CHECK(office.waiting().at(0).draft.place == submit.place);
    staff::Moderation::Publishing without;
    without.drops_place = true;
    REQUIRE(office.moderation.publish(id, without));
    CHECK(!office.shown(id)->place);

    ops::IdeaEdit edit{id, "Zwei Banken", "", "mitte", "", "de", domain::CoarsePoint{52033, 8604}};
    const auto moved = office.city.next(made, edit);
    office.city.take(office.log, moved);
    REQUIRE(office.moderation.publish(id, {}));
    CHECK(office.shown(id)->place == edit.place);
    edit.place.reset();
    office.city.take(office.log, office.city.next(moved, edit));
    REQUIRE(office.moderation.publish(id, {}));
    CHECK(!office.shown(id)->place);
}

TEST_CASE("a withdrawal takes a public idea back, and its words stand in no file") {
    Office office;
    const Id id = office.city.new_id();
    const auto idea = office.city.idea(id, "Unverwechselbares Wort Quastenflosser");
    office.city.take(office.log, idea);
    REQUIRE(office.moderation.publish(id, {}));
    const domain::Tally tally{id, domain::PollKind::support, {7}, true, office.city.clock.at};
    REQUIRE(office.content.publish({{domain::EntityKind::tally, id, "mitte", 1, encode(tally)}}));
    office.city.take(office.log, office.city.next(idea, ops::IdeaWithdraw{id}));
    const auto flushed = storage::flush_publications(office.log, office.content);
    REQUIRE(flushed);
    CHECK(*flushed);
    CHECK(!office.shown(id));
    CHECK(!*office.content.tally(id));
    REQUIRE(*storage::try_checkpoint(office.content.database()));
    REQUIRE(*storage::try_checkpoint(office.log.database()));
    CHECK(!office.city.folder.holds("Quastenflosser"));
    CHECK(!office.city.folder.holds("quastenflosser"));
}

TEST_CASE("a withdrawal that comes while an editor reads is never overruled") {
    Office office;
    const Id id = office.city.new_id();
    const auto idea = office.city.idea(id, "Baenke");
    office.city.take(office.log, idea);
    const auto read = office.waiting().at(0);
    office.city.take(office.log, office.city.next(idea, ops::IdeaWithdraw{id}));
    CHECK(office.moderation.publish(id, {}).error().code == Code::not_found);
    CHECK(office.log.mark_decided({id, read.chain, "mitte"}, read.city_seq).error().code ==
          Code::conflict);
    CHECK(!office.shown(id));
}

TEST_CASE("nobody takes over an idea by handing in its id") {
    Office office;
    const Id id = office.city.new_id();
    office.city.take(office.log, office.city.idea(id, "Meine"));
    REQUIRE(office.moderation.publish(id, {}));
    office.city.take(office.log, office.city.idea(id, "Untergeschoben"));
    CHECK(office.waiting().empty());
    CHECK(office.moderation.waiting()->unreadable.size() == 1);
    CHECK(office.shown(id)->title == "Meine");
}

TEST_CASE("each decision is an operation in the editor's chain, without the idea's words") {
    Office office;
    const Id id = office.city.new_id();
    office.city.take(office.log, office.city.idea(id, "Baenke"));
    REQUIRE(office.moderation.publish(id, {}));
    REQUIRE(office.moderation.set_status(id, IdeaStatus::dialogue, "Wir reden."));
    const auto editor = *office.city.keys.staff("tester", office.city.random);
    const auto state =
        office.log.chain_state(office.city.city(), editor.key.public_key(), editor.epoch);
    REQUIRE(state);
    CHECK(state->seq == 2);
    CHECK(office.log.counts()->operations == 3);
}

TEST_CASE("a faulty station is withdrawn at once and can be restored") {
    Office office;
    domain::Station station;
    station.id = office.city.new_id();
    station.name = "Ritterstrasse";
    station.quarter = "mitte";
    REQUIRE(office.content.publish(
        {{domain::EntityKind::station, station.id, "mitte", 1, encode(station)}}));
    REQUIRE(office.moderation.withdraw_station(station.id, true));
    CHECK((*office.content.station(station.id))->is_withdrawn);
    REQUIRE(office.moderation.withdraw_station(station.id, false));
    CHECK(!(*office.content.station(station.id))->is_withdrawn);
}

}  // namespace qp::city::staff
